#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace masterbus::postgres {

/// What the server (or libpq) said when a statement or a connection failed.
struct ErrorFields {
  std::string sqlstate;  ///< five characters; 08xxx when libpq itself failed and no server answered
  std::string message;   ///< primary message, without severity
  std::string detail{};
  std::string hint{};
  std::string context{};
};

/// A lock could not be had at once, or not within lock_timeout.
inline constexpr std::string_view kLockNotAvailable = "55P03";

/// A failed statement or connection. what() is "message (SQLSTATE 42P01)", with detail and hint where there are any.
class Error : public std::runtime_error {
public:
  explicit Error(ErrorFields fields);

  const std::string& sqlstate() const noexcept { return fields_.sqlstate; }
  const std::string& message() const noexcept { return fields_.message; }
  const std::string& detail() const noexcept { return fields_.detail; }
  const std::string& hint() const noexcept { return fields_.hint; }
  const std::string& context() const noexcept { return fields_.context; }

  /// True when the SQLSTATE is in class `two_characters` (e.g. "08").
  bool in_class(std::string_view two_characters) const noexcept;

private:
  ErrorFields fields_;
};

/// The connection cannot be made or is gone: nothing is known about a statement that was under way.
class ConnectionError : public Error {
public:
  using Error::Error;
};

/// Reads the fields out of libpq's verbose text of a failed connection attempt ("FATAL:  28P01: password …"), the only
/// place where libpq shows a SQLSTATE before there is a result. Without one the SQLSTATE is 08001.
ErrorFields parse_connection_failure(std::string_view verbose_text);

}  // namespace masterbus::postgres
