#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace masterbus {

/// Levenshtein distance in single-byte edits, ASCII case ignored.
int edit_distance(std::string_view left, std::string_view right);

/// The candidate closest to `word`, or an empty string when none is close enough to be a slip of the finger
/// (a third of the word's length, at least 2 edits) and none begins with it.
std::string near_miss(std::string_view word, const std::vector<std::string>& candidates);

/// `; did you mean "x"?` for the closest candidate, or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace masterbus
