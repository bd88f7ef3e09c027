#include "postgres/cnaim_document.hpp"

namespace voltmetrics::sql {
namespace {

struct CircumstanceNumber {
  const char* name;
  std::optional<double> cnaim::Circumstances::*member;
};
constexpr std::array<CircumstanceNumber, 14> kCircumstanceNumbers{{
    {"rated_kva", &cnaim::Circumstances::rated_kva},
    {"distance_to_water_m", &cnaim::Circumstances::distance_to_water_m},
    {"customers", &cnaim::Circumstances::customers},
    {"maximum_demand_kva", &cnaim::Circumstances::maximum_demand_kva},
    {"reference_customers", &cnaim::Circumstances::reference_customers},
    {"load_mva", &cnaim::Circumstances::load_mva},
    {"reference_load_mva", &cnaim::Circumstances::reference_load_mva},
    {"type_financial_factor", &cnaim::Circumstances::type_financial_factor},
    {"access_factor", &cnaim::Circumstances::access_factor},
    {"safety_factor", &cnaim::Circumstances::safety_factor},
    {"type_environmental_factor", &cnaim::Circumstances::type_environmental_factor},
    {"size_environmental_factor", &cnaim::Circumstances::size_environmental_factor},
    {"proximity_factor", &cnaim::Circumstances::proximity_factor},
    {"bunding_factor", &cnaim::Circumstances::bunding_factor},
}};

template <typename Enum, std::size_t N>
auto parser_of(const std::array<std::string_view, N>& names) {
  return [&names](std::string_view word) -> std::optional<Enum> {
    for (std::size_t i = 0; i < N; ++i)
      if (names[i] == word) return static_cast<Enum>(i);
    return {};
  };
}

Refusal read_words(const JsonReader& document, cnaim::Circumstances& target) {
  Refusal refusal = read_text(document.member("type"), "type", false, target.type);
  const auto word = [&](const char* name, const char* hint, auto parse, auto& member) {
    if (!refusal.refused()) refusal = read_word(document.member(name), name, hint, parse, member);
  };
  const auto rating = parser_of<cnaim::Rating>(cnaim::kRatingNames);
  constexpr const char* kRatingHint = "Risk ratings are Low, Medium and High.";
  word("access", "Access is A (normal), B (constrained or confined) or C (underground).",
       parser_of<cnaim::Access>(cnaim::kAccessNames), target.access);
  word("location_risk", kRatingHint, rating, target.location_risk);
  word("type_risk", kRatingHint, rating, target.type_risk);
  word("insulation", "Insulation is Oil, SF6 or Neither.", parser_of<cnaim::Insulation>(cnaim::kInsulationNames),
       target.insulation);
  const auto flag = [&](const char* name, bool& member) {
    if (!refusal.refused()) refusal = read_boolean(document.member(name), name, false, member);
  };
  flag("exposed", target.exposed);
  flag("safety_blanket", target.safety_blanket);
  flag("bunded", target.bunded);
  flag("secure", target.secure);
  return refusal;
}

}  // namespace

Refusal read_circumstances(const JsonReader& document, cnaim::Circumstances& circumstances) {
  if (document.kind() != JsonKind::object)
    return {{Problem::wrong_type, "circumstances", "Give a JSON object, {} where nothing is known."},
            document.described()};
  Refusal refusal = expect_members(document, "",
                                   {"type",
                                    "rated_kva",
                                    "rated_mva",
                                    "access",
                                    "location_risk",
                                    "type_risk",
                                    "exposed",
                                    "safety_blanket",
                                    "insulation",
                                    "distance_to_water_m",
                                    "bunded",
                                    "customers",
                                    "maximum_demand_kva",
                                    "reference_customers",
                                    "sensitivity_factor",
                                    "load_mva",
                                    "reference_load_mva",
                                    "secure",
                                    "type_financial_factor",
                                    "access_factor",
                                    "safety_factor",
                                    "type_environmental_factor",
                                    "size_environmental_factor",
                                    "proximity_factor",
                                    "bunding_factor"});
  if (!refusal.refused()) refusal = read_words(document, circumstances);
  for (const CircumstanceNumber& number : kCircumstanceNumbers)
    if (!refusal.refused())
      refusal = read_number(document.member(number.name), number.name, circumstances.*number.member);
  if (!refusal.refused())
    refusal = read_number(document.member("sensitivity_factor"), "sensitivity_factor", false,
                          circumstances.sensitivity_factor);
  std::optional<double> rated_mva;
  if (!refusal.refused()) refusal = read_number(document.member("rated_mva"), "rated_mva", rated_mva);
  if (rated_mva) circumstances.rated_kva = *rated_mva * 1000;
  return refusal;
}

}  // namespace voltmetrics::sql
