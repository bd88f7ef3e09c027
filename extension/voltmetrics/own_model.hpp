#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include "voltmetrics/model.hpp"

/// An organisation's own factor model: the formulas of a released one with other weights and thresholds. Its version is
/// the model itself, written out, so that a result that names its version says for ever what made it:
///   acme-2;base=1.1.0;weights=0.4,0.2,0.2,0.1,0.05,0.05;multiplier=1.05;item=40,70,85;facility=40,70,85;bound=lower;
///   types=0.8,1,1,0.6,0.7                                                              (in one line, without a blank)
namespace voltmetrics {

/// A model read from its version. Where the status is not ok the model means nothing.
struct OwnModel {
  Status status;
  Model model;
};
static_assert(std::is_trivially_copyable_v<OwnModel>);

/// Whether a version is written out rather than the name of a released model.
[[nodiscard]] constexpr bool is_own_model(std::string_view version) noexcept {
  return version.find(';') != std::string_view::npos;
}

/// Reads a version written out, and refuses weights that do not add up to one, thresholds that do not ascend and the
/// like. The model's version is `version` itself, which must outlive it.
[[nodiscard]] OwnModel parse_own_model(std::string_view version) noexcept;

/// The name before the first semicolon; of a released model its version.
[[nodiscard]] constexpr std::string_view model_name(std::string_view version) noexcept {
  return version.substr(0, version.find(';'));
}

/// The released model whose formulas an own model uses; a released model itself.
[[nodiscard]] const Model& base_of(const Model& model) noexcept;

/// A version as short as it can be written, and always the same for the same model.
struct ModelText {
  std::array<char, 512> characters{};
  std::size_t size = 0;

  [[nodiscard]] std::string_view view() const noexcept { return {characters.data(), size}; }
};
/// For a model that parse_own_model() accepts.
[[nodiscard]] ModelText write_own_model(const Model& model) noexcept;

}  // namespace voltmetrics
