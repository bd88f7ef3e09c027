#include "worker/postgres/pipeline.hpp"

#include <utility>

namespace masterbus::postgres {

Pipeline::Pipeline(Connection& session) : session_(session) { require(PQenterPipelineMode(session_.get())); }

Pipeline::~Pipeline() {
  try {
    std::vector<Result> unread;
    read_all(unread);
  } catch (const Error&) {
    // The session is gone; its next use says so.
  }
  PQexitPipelineMode(session_.get());
}

void Pipeline::send(const std::string& sql) {
  require(PQsendQueryParams(session_.get(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0));
  outstanding_.push_back(Step::statement);
}

void Pipeline::send_prepared_parameters(const std::string& name, std::span<const Parameter> parameters) {
  std::vector<const char*> values;
  for (const auto& parameter : parameters) values.push_back(parameter.c_str());
  require(PQsendQueryPrepared(session_.get(), name.c_str(), static_cast<int>(values.size()), values.data(), nullptr,
                              nullptr, 0));
  outstanding_.push_back(Step::statement);
}

void Pipeline::end_unit() {
  require(PQpipelineSync(session_.get()));
  outstanding_.push_back(Step::unit_end);
}

void Pipeline::require(int sent) {
  if (sent == 1) return;
  throw ConnectionError({.sqlstate = "08006", .message = PQerrorMessage(session_.get())});
}

void Pipeline::read_all(std::vector<Result>& results) {
  for (const auto step : std::exchange(outstanding_, {})) {
    results.emplace_back(PQgetResult(session_.get()));
    require(session_.ok() ? 1 : 0);
    // A statement's results end with a null; the end of a unit is one result without.
    if (step == Step::statement) PQclear(PQgetResult(session_.get()));
  }
}

std::vector<Result> Pipeline::finish() {
  std::vector<Result> all;
  const auto steps = outstanding_;
  read_all(all);
  std::vector<Result> answers;
  for (std::size_t index = 0; index < all.size(); ++index) {
    if (steps[index] == Step::unit_end || PQresultStatus(all[index].get()) == PGRES_PIPELINE_ABORTED) continue;
    answers.push_back(checked(session_.get(), std::move(all[index])));
  }
  return answers;
}

}  // namespace masterbus::postgres
