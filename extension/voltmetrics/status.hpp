#pragma once

#include <cstdint>
#include <string_view>

namespace voltmetrics {

/// Why an argument was refused. The names are part of the SQL interface (problem_kind of a screening).
enum class Problem : std::uint8_t { none, missing, out_of_range, wrong_type, unknown_value, in_future, unreadable };

/// The outcome of a check. Field and hint are string literals, so a status is trivially copyable and never dangles.
struct Status {
  Problem problem = Problem::none;
  const char* field = "";
  const char* hint = "";

  [[nodiscard]] constexpr bool ok() const noexcept { return problem == Problem::none; }
};

/// Stable word for a kind of problem: missing, out_of_range, wrong_type, unknown_value, in_future, unreadable.
[[nodiscard]] constexpr std::string_view problem_name(Problem problem) noexcept {
  switch (problem) {
  case Problem::missing:
    return "missing";
  case Problem::out_of_range:
    return "out_of_range";
  case Problem::wrong_type:
    return "wrong_type";
  case Problem::unknown_value:
    return "unknown_value";
  case Problem::in_future:
    return "in_future";
  case Problem::unreadable:
    return "unreadable";
  case Problem::none:
    break;
  }
  return "";
}

/// What is wrong, as the end of a sentence that starts with the field's name: "humidity_pct" + "is out of range".
[[nodiscard]] constexpr const char* problem_phrase(Problem problem) noexcept {
  switch (problem) {
  case Problem::missing:
    return "is missing";
  case Problem::out_of_range:
    return "is out of range";
  case Problem::wrong_type:
    return "has the wrong type";
  case Problem::unknown_value:
    return "is not a known value";
  case Problem::in_future:
    return "lies after the as-of date";
  case Problem::unreadable:
    return "is not a readable date";
  case Problem::none:
    break;
  }
  return "is valid";
}

}  // namespace voltmetrics
