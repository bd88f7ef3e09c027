#pragma once

#include "voltmetrics/risk.hpp"

#include "postgres/tuple.hpp"
#include "postgres/words.hpp"

namespace voltmetrics::sql {

/// A risk as a value of voltmetrics.risk_factors.
[[nodiscard]] inline Datum risk_row(FunctionCallInfo fcinfo, const Risk& risk, const Model& model) {
  Row<3 + kFactors> row;
  row.add(Float8GetDatum(risk.score_tenths / 10.0));
  row.add(Float8GetDatum(risk.score_exact));
  row.add(text_datum(kRiskCategoryNames[static_cast<std::size_t>(risk.category)]));
  for (int i = 0; i < model.factors; ++i) row.add(Float8GetDatum(risk.factors.value[i]));
  return row.datum(result_row_type(fcinfo));
}

}  // namespace voltmetrics::sql
