#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace masterbus::replication {

/// A byte position in the write-ahead log. 0 means "none".
struct Lsn {
  std::uint64_t value = 0;

  // clang-tidy 14 takes the 0 that comparisons are rewritten with for a pointer.
  auto operator<=>(const Lsn&) const = default;  // NOLINT(modernize-use-nullptr)
  explicit operator bool() const noexcept { return value != 0; }
};

/// PostgreSQL's text form, "16/B374D848".
std::string to_string(Lsn lsn);
/// Reads the text form; nothing when it is none.
std::optional<Lsn> parse_lsn(std::string_view text);

/// Bytes from `earlier` to `later`, 0 when it is not later.
constexpr std::uint64_t bytes_between(Lsn earlier, Lsn later) noexcept {
  return later.value > earlier.value ? later.value - earlier.value : 0;
}

}  // namespace masterbus::replication
