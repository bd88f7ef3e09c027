#include "voltmetrics/trend/optimum.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace voltmetrics::trend {
namespace {

/// One-step error of every value, as a linear function of the initial level and trend.
struct Normal {
  double ll = 0, lt = 0, tt = 0;  ///< sums of products of the effects of level and trend
  double le = 0, te = 0;          ///< of the effects with the error of a beginning at 0

  /// Initial states of least squares; those of a series without a trend have none.
  [[nodiscard]] State solve(bool trended) const noexcept {
    if (!trended) return {-le / ll, 0};
    const double determinant = ll * tt - lt * lt;
    return {(lt * te - tt * le) / determinant, (lt * le - ll * te) / determinant};
  }
};

/// The initial states that are best for some weights. Errors of the values less `origin`, for accuracy.
State best_beginning(const Series& series, const Weights& weights, double origin) noexcept {
  State from_zero;
  State by_level{1, 0};
  State by_trend{0, 1};
  Normal normal;
  for (int i = 0; i < series.size; ++i) {
    const double value = series.values[i] - origin;
    const double error = value - advance(from_zero, weights, value);
    const double level = -advance(by_level, weights, 0);
    const double trend = -advance(by_trend, weights, 0);
    normal.ll += level * level;
    normal.lt += level * trend;
    normal.tt += trend * trend;
    normal.le += level * error;
    normal.te += trend * error;
  }
  State best = normal.solve(weights.trended);
  best.level = std::clamp(best.level + origin, kInitialLevel.low, kInitialLevel.high);
  best.trend = std::clamp(best.trend, kInitialTrend.low, kInitialTrend.high);
  return best;
}

double squared_error(const Series& series, const Weights& weights, State state) noexcept {
  double sum = 0;
  for (int i = 0; i < series.size; ++i) {
    const double error = series.values[i] - advance(state, weights, series.values[i]);
    sum += error * error;
  }
  return sum;
}

/// A place in the square of weights that is searched, each side 0..1, and the sum of squared errors there.
struct Candidate {
  double alpha = 0;
  double beta = 0;
  double error = 0;
};

/// The search for the weights of one series.
class Search {
public:
  Search(const Series& series, const GivenWeights& given) noexcept
      : series_(series), given_(given), origin_(series.values[0]) {}

  [[nodiscard]] Weights run() noexcept {
    keep_best_of_grid();
    Candidate best = best_.front();
    for (const Candidate& start : best_)
      if (const Candidate refined = refine(start); refined.error < best.error) best = refined;
    return weights_at(best.alpha, best.beta);
  }

private:
  static constexpr int kAlphas = 40;
  static constexpr int kBetas = 20;
  static constexpr double kFinest = 1e-6;
  static constexpr int kMostMoves = 400;

  /// More places near 0, where the small weights of slow series lie.
  static double weight_at(double place) noexcept { return kLeastWeight + (1 - kLeastWeight) * place * place; }

  [[nodiscard]] Weights weights_at(double alpha, double beta) const noexcept {
    Weights weights{given_.alpha.value_or(weight_at(alpha)), 0, 1, given_.trended};
    if (!given_.trended) return weights;
    weights.beta = given_.beta.value_or(weight_at(beta));
    weights.phi = given_.phi;
    return weights;
  }

  [[nodiscard]] Candidate candidate(double alpha, double beta) const noexcept {
    const Weights weights = weights_at(alpha, beta);
    return {alpha, beta, squared_error(series_, weights, best_beginning(series_, weights, origin_))};
  }

  void keep(const Candidate& next) noexcept {
    const auto place = std::upper_bound(best_.begin(), best_.end(), next,
                                        [](const Candidate& a, const Candidate& b) { return a.error < b.error; });
    if (place == best_.end()) return;
    std::move_backward(place, best_.end() - 1, best_.end());
    *place = next;
  }

  void keep_best_of_grid() noexcept {
    const int alphas = given_.alpha ? 0 : kAlphas;
    const int betas = given_.beta || !given_.trended ? 0 : kBetas;
    best_.fill({0, 0, std::numeric_limits<double>::infinity()});
    for (int i = 0; i <= alphas; ++i)
      for (int j = 0; j <= betas; ++j)
        keep(candidate(alphas > 0 ? static_cast<double>(i) / alphas : 0,
                       betas > 0 ? static_cast<double>(j) / betas : 0));
  }

  /// Goes to the best neighbour while there is one that is better, and looks nearer while there is none.
  [[nodiscard]] Candidate refine(Candidate here) const noexcept {
    double distance = 1.0 / kBetas;
    for (int move = 0; move < kMostMoves && distance > kFinest; ++move) {
      const Candidate best = best_neighbour(here, distance);
      if (best.error < here.error)
        here = best;
      else
        distance /= 2;
    }
    return here;
  }

  [[nodiscard]] Candidate best_neighbour(const Candidate& here, double distance) const noexcept {
    Candidate best = here;
    for (int i = given_.alpha ? 0 : -1; i <= (given_.alpha ? 0 : 1); ++i)
      for (int j = searches_beta() ? -1 : 0; j <= (searches_beta() ? 1 : 0); ++j) {
        if (i == 0 && j == 0) continue;
        const Candidate next =
            candidate(std::clamp(here.alpha + i * distance, 0.0, 1.0), std::clamp(here.beta + j * distance, 0.0, 1.0));
        if (next.error < best.error) best = next;
      }
    return best;
  }

  [[nodiscard]] bool searches_beta() const noexcept { return given_.trended && !given_.beta; }

  Series series_;
  GivenWeights given_;
  double origin_;
  std::array<Candidate, 3> best_{};
};

Checked check(const GivenWeights& given) noexcept {
  if (given.alpha)
    if (const Checked found = check(kAlpha, *given.alpha); !found.ok()) return found;
  if (!given.trended) return {};
  if (given.beta)
    if (const Checked found = check(kBeta, *given.beta); !found.ok()) return found;
  return check(kPhi, given.phi);
}

}  // namespace

Checked smooth_optimally(Smoothing& result, const Series& series, const GivenWeights& given, double* fitted) noexcept {
  if (const Checked found = check(given); !found.ok()) return found;
  if (const Checked found = check(series, kOptimisedSize); !found.ok()) return found;
  const Weights weights = Search(series, given).run();
  return smooth(result, series, weights, {best_beginning(series, weights, series.values[0]), 0}, fitted);
}

}  // namespace voltmetrics::trend
