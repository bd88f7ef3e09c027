#pragma once

#include "voltmetrics/range.hpp"

#include "postgres/postgres.hpp"

namespace voltmetrics::sql {

/// The state of an aggregate over samples of one or more numbers each, in the order of the rows. Of type internal: only
/// the server itself can hand one in. Lives in the aggregate's memory and grows there.
struct Samples {
  static constexpr int kMostOptions = 5;
  MemoryContext context;
  double* numbers;
  int64 size;  ///< how many numbers there are
  int64 room;
  /// The aggregate's other arguments, as its first row had them; null is not given.
  int options_taken;
  double options[kMostOptions];
  bool given[kMostOptions];
};

/// The state in the first argument of a transition function; a new one at the first row.
[[nodiscard]] Samples* samples_of_transition(FunctionCallInfo fcinfo);

/// The state in the first argument of a final function, or null where no row counted.
[[nodiscard]] const Samples* samples_of_result(FunctionCallInfo fcinfo);

/// Adds the numbers of one sample; raises when there are more samples than `size` allows.
void append(Samples* samples, const double* numbers, int count, const Range& size);

/// Takes the arguments from `first` on as the options of a state that has no sample yet; int4 and float8 are numbers.
void take_options(Samples* samples, FunctionCallInfo fcinfo, int first);

}  // namespace voltmetrics::sql
