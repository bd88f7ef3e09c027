#pragma once

#include <string_view>

namespace voltmetrics::cnaim {

/// Whether two criteria mean the same: case, blanks, asterisks and colons do not count, for the published tables differ
/// in them ("Superficial / minor deterioration*", "Superficial/minor deterioration").
[[nodiscard]] constexpr bool same_words(std::string_view one, std::string_view other) noexcept {
  const auto skip = [](std::string_view text, std::size_t i) {
    while (i < text.size() && (text[i] == ' ' || text[i] == '*' || text[i] == ':')) ++i;
    return i;
  };
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  std::size_t i = skip(one, 0);
  std::size_t j = skip(other, 0);
  while (i < one.size() && j < other.size()) {
    if (lower(one[i]) != lower(other[j])) return false;
    i = skip(one, i + 1);
    j = skip(other, j + 1);
  }
  return i == one.size() && j == other.size();
}

}  // namespace voltmetrics::cnaim
