#include "voltmetrics/own_model.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace voltmetrics {
namespace {

constexpr Status kUnreadable{Problem::unknown_value, "model",
                             "An own model is written by voltmetrics.model_version(voltmetrics.factor_model(…))."};
constexpr Status kName{Problem::unknown_value, "name",
                       "A model's name has 1 to 40 letters, digits, dots, dashes or underscores, and is no released "
                       "model's version."};
constexpr Status kBase{Problem::unknown_value, "base", "An own model rests on a released one: 1.0.0 or 1.1.0."};
constexpr Status kWeights{Problem::out_of_range, "weights",
                          "The weights of the factors lie between 0 and 1 and add up to 1; a model on 1.0.0 has no "
                          "visual factor."};
constexpr Status kMultiplier{Problem::out_of_range, "multiplier", "The multiplier lies between 0.5 and 2."};
constexpr Status kItemThresholds{
    Problem::out_of_range, "item_thresholds",
    "The thresholds of items ascend, lie above 0 and up to 100 points and have one decimal at most."};
constexpr Status kFacilityThresholds{
    Problem::out_of_range, "facility_thresholds",
    "The thresholds of facilities ascend, lie above 0 and up to 100 points and have one decimal at most."};
constexpr Status kTypeWeights{Problem::out_of_range, "type_weights",
                              "The weights of types of equipment lie between 0.1 and 10 and have one decimal at most."};
constexpr std::size_t kLongestName = 40;
constexpr double kSumTolerance = 1e-9;

constexpr bool is_name(std::string_view name) noexcept {
  const auto allowed = [](char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_';
  };
  return !name.empty() && name.size() <= kLongestName && std::all_of(name.begin(), name.end(), allowed) &&
         find_model(name) == nullptr;
}

/// Takes text apart, one piece after the other.
struct Pieces {
  std::string_view rest;
  bool fits = true;

  /// The piece up to a mark, which is taken as well; the rest where there is no more mark.
  std::string_view until(char mark) noexcept {
    const auto at = rest.find(mark);
    const std::string_view piece = rest.substr(0, at);
    rest = at == std::string_view::npos ? std::string_view{} : rest.substr(at + 1);
    return piece;
  }
  /// The value of the next piece, which must begin with `key`.
  std::string_view value(std::string_view key) noexcept {
    const std::string_view piece = until(';');
    fits = fits && piece.substr(0, key.size()) == key;
    return fits ? piece.substr(key.size()) : std::string_view{};
  }
};

std::optional<double> number(std::string_view text) noexcept {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// Exactly N numbers separated by commas.
template <std::size_t N>
std::optional<std::array<double, N>> numbers(std::string_view text) noexcept {
  std::array<double, N> values{};
  if (std::count(text.begin(), text.end(), ',') != static_cast<std::ptrdiff_t>(N) - 1) return std::nullopt;
  Pieces pieces{text};
  for (double& value : values) {
    const auto read = number(pieces.until(','));
    if (!read) return std::nullopt;
    value = *read;
  }
  return values;
}

/// Whole tenths of a number between two bounds; nothing for any other number.
std::optional<int> tenths(double value, double low, double high) noexcept {
  if (!(value >= low && value <= high)) return std::nullopt;
  const double scaled = value * 10;
  if (std::abs(scaled - std::round(scaled)) > kSumTolerance) return std::nullopt;
  return static_cast<int>(std::lround(scaled));
}

bool read_weights(std::string_view text, Model& model) noexcept {
  const auto weights = numbers<kFactors>(text);
  if (!weights) return false;
  double sum = 0;
  for (int i = 0; i < kFactors; ++i) {
    const double weight = (*weights)[static_cast<std::size_t>(i)];
    if (!(weight >= 0 && weight <= (i < model.factors ? 1 : 0))) return false;
    sum += weight;
  }
  model.weight = *weights;
  return std::abs(sum - 1) <= kSumTolerance;
}

bool read_thresholds(std::string_view text, bool inclusive, Thresholds& bounds) noexcept {
  const auto points = numbers<3>(text);
  if (!points) return false;
  std::array<std::int16_t, 3> read{};
  for (std::size_t i = 0; i < read.size(); ++i) {
    const auto bound = tenths((*points)[i], 0.1, 100);
    if (!bound || (i > 0 && *bound <= read[i - 1])) return false;
    read[i] = static_cast<std::int16_t>(*bound);
  }
  bounds = {.medium = read[0], .high = read[1], .critical = read[2], .inclusive = inclusive};
  return true;
}

bool read_type_weights(std::string_view text, Model& model) noexcept {
  const auto weights = numbers<kEquipmentTypes>(text);
  if (!weights) return false;
  for (std::size_t i = 0; i < weights->size(); ++i) {
    const auto weight = tenths((*weights)[i], 0.1, 10);
    if (!weight) return false;
    model.type_weight_tenths[i] = static_cast<std::int8_t>(*weight);
  }
  return true;
}

/// Adds to a text that is always long enough.
struct Writer {
  ModelText text;

  void add(std::string_view words) noexcept {
    for (const char c : words) text.characters[text.size++] = c;
  }
  void add(double value) noexcept {
    char* const from = text.characters.data() + text.size;
    const auto written = std::to_chars(from, text.characters.data() + text.characters.size(), value);
    text.size += static_cast<std::size_t>(written.ptr - from);
  }
  template <typename Numbers>
  void add_list(std::string_view key, const Numbers& values, double unit) noexcept {
    add(key);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) add(",");
      add(values[i] / unit);
    }
  }
};

}  // namespace

OwnModel parse_own_model(std::string_view version) noexcept {
  OwnModel own{kUnreadable, kDefaultModel};
  const auto refused = [&own](const Status& status) noexcept {
    own.status = status;
    return own;
  };
  Pieces pieces{version};
  const std::string_view name = pieces.until(';');
  const std::string_view base = pieces.value("base=");
  const std::string_view weights = pieces.value("weights=");
  const std::string_view multiplier = pieces.value("multiplier=");
  const std::string_view item = pieces.value("item=");
  const std::string_view facility = pieces.value("facility=");
  const std::string_view bound = pieces.value("bound=");
  const std::string_view types = pieces.value("types=");
  if (!pieces.fits || !pieces.rest.empty() || (bound != "upper" && bound != "lower")) return own;
  if (!is_name(name)) return refused(kName);
  const Model* const released = find_model(base);
  if (released == nullptr) return refused(kBase);
  Model& model = own.model;
  model = *released;
  model.version = version;
  model.released = {};
  model.description = "an organisation's own weights and thresholds";
  if (!read_weights(weights, model)) return refused(kWeights);
  const auto factor = number(multiplier);
  if (!factor || !(*factor >= 0.5 && *factor <= 2)) return refused(kMultiplier);
  model.multiplier = *factor;
  if (!read_thresholds(item, bound == "upper", model.item)) return refused(kItemThresholds);
  if (!read_thresholds(facility, bound == "upper", model.facility)) return refused(kFacilityThresholds);
  if (!read_type_weights(types, model)) return refused(kTypeWeights);
  own.status = {};
  return own;
}

const Model& base_of(const Model& model) noexcept {
  for (const Model& released : kModels)
    if (released.formula == model.formula) return released;
  return kDefaultModel;
}

ModelText write_own_model(const Model& model) noexcept {
  Writer writer;
  const auto bounds = [](const Thresholds& of) noexcept { return std::array{of.medium, of.high, of.critical}; };
  writer.add(model_name(model.version));
  writer.add(";base=");
  writer.add(base_of(model).version);
  writer.add_list(";weights=", model.weight, 1);
  writer.add(";multiplier=");
  writer.add(model.multiplier);
  writer.add_list(";item=", bounds(model.item), 10);
  writer.add_list(";facility=", bounds(model.facility), 10);
  writer.add(model.item.inclusive ? ";bound=upper" : ";bound=lower");
  writer.add_list(";types=", model.type_weight_tenths, 10);
  return writer.text;
}

}  // namespace voltmetrics
