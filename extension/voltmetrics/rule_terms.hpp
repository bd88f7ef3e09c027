#pragma once

#include <array>

#include "voltmetrics/bands.hpp"
#include "voltmetrics/text_sink.hpp"

namespace voltmetrics {

/// Writes a sum of points term by term and keeps its value.
class RuleTerms {
public:
  explicit RuleTerms(TextSink& sink) noexcept : sink_(sink) {}

  /// Begins a term; write the words for its points into the sink that is given back.
  TextSink& add(double points) noexcept {
    if (any_) sink_ << " + ";
    any_ = true;
    sum_ += points;
    return number(points) << " ";
  }

  /// Points for a measurement that lies above a bound, if it does.
  template <std::size_t N>
  void add_band(double value, const std::array<Band, N>& bands, std::string_view name, std::string_view unit) noexcept {
    if (const Band* const band = band_of(value, bands)) add(band->points) << name << " above " << band->above << unit;
  }

  /// Ends the sum, and gives it.
  double end() noexcept {
    if (!any_) sink_ << "0 nothing that counts";
    sink_ << " = ";
    sink_.one_decimal(sum_);
    if (sum_ > 100) sink_ << ", at most 100";
    return capped(sum_);
  }

private:
  TextSink& number(double points) noexcept {
    const int whole = static_cast<int>(points);
    return points == whole ? sink_ << whole : sink_.one_decimal(points);
  }

  TextSink& sink_;
  double sum_ = 0;
  bool any_ = false;
};

/// Points for something that was observed.
struct ObservedTerm {
  Observation what;
  int points;
  std::string_view words;
};

template <std::size_t N>
void add_observed(RuleTerms& terms, const Item& item, const std::array<ObservedTerm, N>& list) noexcept {
  for (const ObservedTerm& term : list)
    if (item.observed(term.what)) terms.add(term.points) << term.words;
}

/// A stretch of a line with bends: up to the next stretch, points grow from `points` by `slope` a unit beyond `from`.
struct Stretch {
  double from;
  double points;
  double slope;
  std::string_view rate;  ///< the slope in words
};

/// The stretch that a value lies on, as its points at the bend and those beyond; stretches rise, the first is at 0.
template <std::size_t N>
void add_stretch(RuleTerms& terms, double value, const std::array<Stretch, N>& stretches,
                 std::string_view unit) noexcept {
  const Stretch* on = stretches.data();
  for (const Stretch& stretch : stretches)
    if (value > stretch.from) on = &stretch;
  if (on->points > 0) terms.add(on->points) << "for " << on->from << unit;
  TextSink& sink = terms.add((value - on->from) * on->slope) << "for ";
  sink.one_decimal(value - on->from) << (on->points > 0 ? " beyond" : unit) << ", " << on->rate;
}

}  // namespace voltmetrics
