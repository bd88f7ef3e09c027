#pragma once

#include <string>
#include <vector>

#include "worker/postgres/connection.hpp"

namespace masterbus::postgres {

/// Statements that are sent together and answered together: one round trip. The session serves nothing else meanwhile.
/// A failed statement skips the rest up to the next end_unit(). For short statements only: nothing is read before
/// finish().
class Pipeline {
public:
  explicit Pipeline(Connection& session);
  /// Reads what is outstanding, so that the session can go on.
  ~Pipeline();
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  void send(const std::string& sql);
  template <typename... Arguments>
  void send_prepared(const std::string& name, const Arguments&... arguments) {
    const std::array<Parameter, sizeof...(Arguments)> parameters{Parameter(arguments)...};
    send_prepared_parameters(name, parameters);
  }
  /// Ends an implicit transaction; must stand at the end.
  void end_unit();

  /// Results of the statements in their order. Throws the first failure, after everything was read.
  std::vector<Result> finish();

private:
  enum class Step { statement, unit_end };

  void send_prepared_parameters(const std::string& name, std::span<const Parameter> parameters);
  void require(int sent);
  void read_all(std::vector<Result>& results);

  Connection& session_;
  std::vector<Step> outstanding_;
};

}  // namespace masterbus::postgres
