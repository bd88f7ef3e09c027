#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include "voltmetrics/range.hpp"

/// Diagnosis of oil-filled transformers by the gases dissolved in their oil (DGA).
namespace voltmetrics::dissolved_gas {

enum class Gas : std::uint8_t { h2, ch4, c2h6, c2h4, c2h2, co, co2 };
inline constexpr int kGases = 7;
inline constexpr std::array<std::string_view, kGases> kGasNames{"h2", "ch4", "c2h6", "c2h4", "c2h2", "co", "co2"};

[[nodiscard]] constexpr std::size_t index_of(Gas gas) noexcept { return static_cast<std::size_t>(gas); }

/// Concentrations in ppm (µl/l), 0 to 1,000,000.
[[nodiscard]] Checked check_ppm(const char* field, double ppm) noexcept;

/// What a diagnosis says. The ratio methods share the codes of IEC 60599; S, O and C are triangle 4's, and ND is "not
/// determined": the gases fit none of a method's faults.
enum class Fault : std::uint8_t {
  normal,
  no_fault,
  not_applicable,
  pd,
  d1,
  d2,
  d1_or_d2,
  t,
  t1,
  t2,
  t3,
  dt,
  s,
  o,
  c,
  nd
};
inline constexpr int kFaults = 16;

/// A code with what it stands for, in the order of Fault.
struct FaultCode {
  std::string_view code;
  std::string_view meaning;
};
extern const std::array<FaultCode, kFaults> kFaultCodes;

[[nodiscard]] inline std::string_view code_of(Fault fault) noexcept {
  return kFaultCodes[static_cast<std::size_t>(fault)].code;
}

}  // namespace voltmetrics::dissolved_gas
