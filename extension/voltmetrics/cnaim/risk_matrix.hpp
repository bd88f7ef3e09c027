#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "voltmetrics/cnaim/risk.hpp"

namespace voltmetrics::cnaim {

/// Assets and their risk by health index and criticality. The risk is added up in whole ten-thousandths of a currency,
/// so that any order and any parallel plan gives the same bits.
class RiskMatrix {
public:
  static constexpr int kCells = kHealthIndices * kCriticalities;
  static constexpr int kNumbers = 2 * kCells;
  static constexpr double kMostRisk = 1e12;  ///< of one asset

  /// One more asset with a risk of 0 to kMostRisk; false, and unchanged, where a cell has no room for it.
  [[nodiscard]] bool add(std::size_t health, std::size_t cost, double risk) noexcept {
    const std::size_t cell = kCriticalities * health + cost;
    const auto units = static_cast<std::int64_t>(std::round(risk * kUnit));
    std::int64_t sum = 0;
    std::int64_t count = 0;
    if (__builtin_add_overflow(risk_[cell], units, &sum) || __builtin_add_overflow(assets_[cell], 1, &count))
      return false;
    risk_[cell] = sum;
    assets_[cell] = count;
    return true;
  }

  /// The assets of another matrix; false where a cell has no room for them.
  [[nodiscard]] bool add(const RiskMatrix& other) noexcept {
    bool fits = true;
    for (std::size_t i = 0; i < kCells; ++i) {
      fits &= !__builtin_add_overflow(assets_[i], other.assets_[i], &assets_[i]);
      fits &= !__builtin_add_overflow(risk_[i], other.risk_[i], &risk_[i]);
    }
    return fits;
  }

  [[nodiscard]] std::int64_t assets(std::size_t health, std::size_t cost) const noexcept {
    return assets_[kCriticalities * health + cost];
  }
  [[nodiscard]] double risk(std::size_t health, std::size_t cost) const noexcept {
    return static_cast<double>(risk_[kCriticalities * health + cost]) / kUnit;
  }

private:
  static constexpr double kUnit = 10000;

  std::array<std::int64_t, kCells> assets_{};
  std::array<std::int64_t, kCells> risk_{};
};

}  // namespace voltmetrics::cnaim
