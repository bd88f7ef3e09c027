#include "worker/postgres/result.hpp"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

namespace masterbus::postgres {
namespace {

template <typename Number>
Number parse_number(std::string_view text) {
  Number value{};
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || end != text.data() + text.size()) {
    throw std::invalid_argument(fmt::format("\"{}\" is not a number", text));
  }
  return value;
}

}  // namespace

int Result::column(const std::string& name) const {
  // PQfnumber folds case and reads quotes as SQL does, hence the comparison by hand.
  for (int index = 0; index < columns(); ++index) {
    if (name == PQfname(result_.get(), index)) return index;
  }
  throw std::out_of_range(fmt::format("the result has no column \"{}\"", name));
}

bool Result::is_null(int row, int column) const {
  if (row < 0 || row >= rows() || column < 0 || column >= columns()) {
    throw std::out_of_range(fmt::format("no value at row {}, column {} of {} × {}", row, column, rows(), columns()));
  }
  return PQgetisnull(result_.get(), row, column) != 0;
}

std::string_view Result::text(int row, int column) const {
  if (is_null(row, column)) return {};
  return {PQgetvalue(result_.get(), row, column), static_cast<std::size_t>(PQgetlength(result_.get(), row, column))};
}

std::optional<std::string> Result::optional(int row, int column) const {
  if (is_null(row, column)) return std::nullopt;
  return std::string(text(row, column));
}

std::int64_t Result::integer(int row, int column) const { return parse_number<std::int64_t>(text(row, column)); }

double Result::real(int row, int column) const { return parse_number<double>(text(row, column)); }

std::int64_t Result::affected() const noexcept {
  const std::string_view count = PQcmdTuples(result_.get());
  std::int64_t value = 0;
  std::from_chars(count.data(), count.data() + count.size(), value);
  return value;
}

}  // namespace masterbus::postgres
