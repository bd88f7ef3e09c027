#include "voltmetrics/factor_text.hpp"
#include "voltmetrics/issue_text.hpp"
#include "voltmetrics/ranking.hpp"

#include "postgres/assessment_json.hpp"

namespace voltmetrics::sql {
namespace {

/// The factor without its ending: age_risk → age.
std::string_view short_name(Factor factor) {
  constexpr std::string_view kEnding = "_risk";
  std::string_view name = name_of(factor);
  name.remove_suffix(kEnding.size());
  return name;
}

void write_factors(JsonWriter& json, const Factors& factors, const Model& model) {
  json.begin_object();
  for (int i = 0; i < model.factors; ++i) json.key(short_name(static_cast<Factor>(i))).decimal(factors.value[i]);
  json.end_object();
}

void write_compliance(JsonWriter& json, const Compliance& verdict) {
  json.begin_object().key("status").text(name_of(verdict.status)).key("score").integer(verdict.score);
  json.key("issues").begin_array();
  for (int i = 0; i < verdict.issue_count; ++i) write_issue_text(json, verdict.issues[i]);
  json.end_array().end_object();
}

struct FactorPoints {
  Factor factor = Factor::age;
  std::int16_t points_tenths = 0;
};
struct MorePoints {
  bool operator()(const FactorPoints& a, const FactorPoints& b) const noexcept {
    return a.points_tenths > b.points_tenths;
  }
};

void write_risk_factor(JsonWriter& json, const FactorPoints& entry, const Item& item, const Risk& risk, Day as_of,
                       const Model& model) {
  const auto index = static_cast<std::size_t>(entry.factor);
  char memory[kTextCapacity];
  TextSink description(memory, sizeof memory);
  write_factor(description, entry.factor, item, as_of, model);
  json.begin_object().key("factor").text(name_of(entry.factor));
  json.key("score").decimal(risk.factors.value[index]).key("weight").decimal(model.weight[index]);
  json.key("points").tenths(entry.points_tenths).key("description").text(description.text()).end_object();
}

}  // namespace

void write_issue_text(JsonWriter& json, const Issue& issue) {
  char memory[kTextCapacity];
  TextSink sink(memory, sizeof memory);
  write_issue(sink, issue);
  json.text(sink.text());
}

void write_risk_factors(JsonWriter& json, const Item& item, const Risk& risk, Day as_of, const Model& model) {
  const auto points = points_tenths(risk, model);
  Ranking<FactorPoints, kFactors, MorePoints> ranking;
  for (int i = 0; i < model.factors; ++i) ranking.offer({static_cast<Factor>(i), points[i]});
  json.begin_array();
  for (const FactorPoints& entry : ranking) write_risk_factor(json, entry, item, risk, as_of, model);
  json.end_array();
}

void write_assessment(JsonWriter& json, const AssessedItem& assessed, Day as_of, const Model& model) {
  const Risk& risk = assessed.risk;
  json.begin_object().key("item_id");
  if (assessed.document.has_id)
    json.text(assessed.document.id);
  else
    json.null();
  json.key("model").text(model.version);
  json.key("score").tenths(risk.score_tenths).key("score_exact").decimal(risk.score_exact);
  json.key("category").text(name_of(risk.category)).key("factors");
  write_factors(json, risk.factors, model);
  json.key("nfpa70b");
  write_compliance(json, assessed.nfpa70b);
  json.key("nfpa70e");
  write_compliance(json, assessed.nfpa70e);
  json.key("risk_factors");
  write_risk_factors(json, assessed.document.item, risk, as_of, model);
  json.end_object();
}

}  // namespace voltmetrics::sql
