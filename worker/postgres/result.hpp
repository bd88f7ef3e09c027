#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace masterbus::postgres {

/// The rows of one statement, in text format. Owns the PGresult; views stay valid as long as the Result lives.
/// Rows and columns count from 0. Asking for a row or column that is not there throws std::out_of_range.
class Result {
public:
  explicit Result(PGresult* result) noexcept : result_(result) {}

  int rows() const noexcept { return PQntuples(result_.get()); }
  int columns() const noexcept { return PQnfields(result_.get()); }
  bool empty() const noexcept { return rows() == 0; }

  /// Position of the column; throws std::out_of_range when the statement gave no such column.
  int column(const std::string& name) const;

  bool is_null(int row, int column) const;
  /// Text of the value; empty for NULL.
  std::string_view text(int row, int column) const;
  std::string_view text(int row, const std::string& name) const { return text(row, column(name)); }
  std::optional<std::string> optional(int row, int column) const;
  std::optional<std::string> optional(int row, const std::string& name) const { return optional(row, column(name)); }
  /// Integer value; throws std::invalid_argument when the text (or NULL) is none.
  std::int64_t integer(int row, int column) const;
  std::int64_t integer(int row, const std::string& name) const { return integer(row, column(name)); }
  double real(int row, int column) const;
  double real(int row, const std::string& name) const { return real(row, column(name)); }
  /// True for 't'; NULL is false.
  bool boolean(int row, int column) const { return text(row, column) == "t"; }
  bool boolean(int row, const std::string& name) const { return boolean(row, column(name)); }

  /// Rows inserted, updated, deleted or selected, as the server counted them.
  std::int64_t affected() const noexcept;
  const PGresult* get() const noexcept { return result_.get(); }

private:
  struct Clear {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
  };
  std::unique_ptr<PGresult, Clear> result_;
};

}  // namespace masterbus::postgres
