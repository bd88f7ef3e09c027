#include "postgres/json_writer.hpp"

using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(masterbus_coordinates);
Datum masterbus_coordinates(PG_FUNCTION_ARGS) {
  const double latitude = PG_GETARG_FLOAT8(0);
  const double longitude = PG_GETARG_FLOAT8(1);
  const bool on_earth = latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180;
  if (!on_earth) PG_RETURN_NULL();
  JsonWriter json;
  json.begin_object().key("lat").decimal(latitude).key("lng").decimal(longitude).end_object();
  PG_RETURN_DATUM(json.datum());
}

MASTERBUS_FUNCTION(masterbus_risk_counts);
Datum masterbus_risk_counts(PG_FUNCTION_ARGS) {
  JsonWriter json;
  json.begin_object();
  json.key("low").integer(PG_GETARG_INT32(0)).key("medium").integer(PG_GETARG_INT32(1));
  json.key("high").integer(PG_GETARG_INT32(2)).key("critical").integer(PG_GETARG_INT32(3));
  PG_RETURN_DATUM(json.end_object().datum());
}
