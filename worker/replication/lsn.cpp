#include "worker/replication/lsn.hpp"

#include <fmt/format.h>

#include <charconv>

namespace masterbus::replication {
namespace {

std::optional<std::uint64_t> parse_half(std::string_view digits) {
  std::uint32_t half = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), half, 16);
  if (failure != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return half;
}

}  // namespace

std::string to_string(Lsn lsn) { return fmt::format("{:X}/{:X}", lsn.value >> 32, lsn.value & 0xFFFFFFFFU); }

std::optional<Lsn> parse_lsn(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto high = parse_half(text.substr(0, slash));
  const auto low = parse_half(text.substr(slash + 1));
  if (!high || !low) return std::nullopt;
  return Lsn{(*high << 32) | *low};
}

}  // namespace masterbus::replication
