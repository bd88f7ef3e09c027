#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

/// Reads the CSV text of the published tables while the library is compiled. A malformed table does not compile.
namespace voltmetrics::cnaim::csv {

/// Called where a table is malformed; being no constant expression, it ends the compilation.
inline void malformed_table() noexcept {}

/// The fields of a row, without their quotes. Views into the text.
struct Fields {
  std::array<std::string_view, 18> at{};
  int count = 0;

  constexpr std::string_view operator[](std::size_t i) const noexcept { return at[i]; }
};

/// Cuts the first row off the text. Quoted fields hold commas, never quotes or line breaks. In tight loops, since a
/// compiler limits the steps of a constant expression.
constexpr Fields cut_row(std::string_view& text) noexcept {
  Fields fields;
  const char* next = text.data();
  const char* const end = next + text.size();
  while (true) {
    const bool quoted = next != end && *next == '"';
    if (quoted) ++next;
    const char* const start = next;
    if (quoted)
      while (next != end && *next != '"') ++next;
    else
      while (next != end && *next != ',' && *next != '\n') ++next;
    fields.at[static_cast<std::size_t>(fields.count++)] = {start, static_cast<std::size_t>(next - start)};
    if (quoted && next != end) ++next;
    if (next == end || *next != ',') break;
    ++next;
  }
  if (next != end && *next++ != '\n') malformed_table();
  text = {next, static_cast<std::size_t>(end - next)};
  return fields;
}

/// The number of rows below the heading.
constexpr std::size_t row_count(std::string_view text) noexcept {
  std::size_t breaks = 0;
  for (const char c : text) breaks += c == '\n' ? 1 : 0;
  return breaks - 1;
}

/// A row as its fields.
constexpr Fields as_fields(const Fields& fields) noexcept { return fields; }

/// The rows below the heading, each as `make` turns its fields into an element.
template <std::size_t N, typename Make>
constexpr auto rows(std::string_view text, Make make) noexcept {
  std::array<decltype(make(Fields{})), N> result{};
  cut_row(text);
  for (auto& element : result) element = make(cut_row(text));
  if (!text.empty()) malformed_table();
  return result;
}

inline constexpr double kAbsent = std::numeric_limits<double>::quiet_NaN();

constexpr double power_of_ten(int exponent) noexcept {
  double power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

/// A decimal number, correctly rounded: its digits and a power of ten up to 22 are exact. "Inf" and "-Inf" are
/// infinities; an empty field and "Default" are kAbsent.
constexpr double number(std::string_view field) noexcept {
  if (field.empty() || field == "Default") return kAbsent;
  const bool negative = field.front() == '-';
  if (negative) field.remove_prefix(1);
  if (field == "Inf") return (negative ? -1 : 1) * std::numeric_limits<double>::infinity();
  std::int64_t digits = 0;
  int decimals = 0;
  bool after_point = false;
  std::size_t i = 0;
  for (; i < field.size() && field[i] != 'e'; ++i) {
    if (field[i] == '.') {
      after_point = true;
      continue;
    }
    if (field[i] < '0' || field[i] > '9') malformed_table();
    digits = 10 * digits + (field[i] - '0');
    decimals += after_point ? 1 : 0;
  }
  if (i < field.size()) {  // the exponents of these tables are negative: 7.7e-05
    if (field.substr(i, 2) != "e-") malformed_table();
    int exponent = 0;
    for (i += 2; i < field.size(); ++i) exponent = 10 * exponent + (field[i] - '0');
    decimals += exponent;
  }
  if (decimals > 22 || digits > (std::int64_t{1} << 53)) malformed_table();
  const double value = static_cast<double>(digits) / power_of_ten(decimals);
  return negative ? -value : value;
}

/// The row whose first field is `key`, or one without fields.
template <std::size_t N>
constexpr Fields find_row(const std::array<Fields, N>& table, std::string_view key) noexcept {
  for (const Fields& fields : table)
    if (fields.at[0] == key) return fields;
  return {};
}

/// The place of a key among the elements, by a member of theirs.
template <typename Elements, typename Key, typename Member>
constexpr std::size_t place_of(const Elements& elements, const Key& key, Member member) noexcept {
  for (std::size_t i = 0; i < elements.size(); ++i)
    if (elements[i].*member == key) return i;
  malformed_table();
  return 0;
}

}  // namespace voltmetrics::cnaim::csv
