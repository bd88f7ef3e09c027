#include "worker/config/near_miss.hpp"

#include <algorithm>
#include <numeric>

namespace masterbus {
namespace {

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

bool begins_with(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && edit_distance(text.substr(0, start.size()), start) == 0;
}

}  // namespace

int edit_distance(std::string_view left, std::string_view right) {
  std::vector<int> row(right.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 1; i <= left.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const int substitution = diagonal + (lower(left[i - 1]) == lower(right[j - 1]) ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substitution});
    }
  }
  return row.back();
}

std::string near_miss(std::string_view word, const std::vector<std::string>& candidates) {
  const int tolerance = std::max(2, static_cast<int>(word.size()) / 3);
  std::string best;
  int best_distance = tolerance + 1;
  for (const std::string& candidate : candidates) {
    int distance = edit_distance(word, candidate);
    if (distance > tolerance && word.size() >= 3 && begins_with(candidate, word)) distance = tolerance;
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string candidate = near_miss(word, candidates);
  return candidate.empty() ? std::string() : "; did you mean \"" + candidate + "\"?";
}

}  // namespace masterbus
