#include "postgres/postgres.hpp"

extern "C" {
#include <miscadmin.h>
#include <utils/date.h>
#include <utils/datetime.h>
}

MASTERBUS_FUNCTION(masterbus_date_text);
Datum masterbus_date_text(PG_FUNCTION_ARGS) {
  if (PG_ARGISNULL(0) || DATE_NOT_FINITE(PG_GETARG_DATEADT(0))) PG_RETURN_TEXT_P(cstring_to_text_with_len("", 0));
  char iso[MAXDATELEN + 1];
  pg_tm day{};
  j2date(PG_GETARG_DATEADT(0) + POSTGRES_EPOCH_JDATE, &day.tm_year, &day.tm_mon, &day.tm_mday);
  EncodeDateOnly(&day, USE_ISO_DATES, iso);
  PG_RETURN_TEXT_P(cstring_to_text(iso));
}
