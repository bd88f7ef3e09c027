#include <nlohmann/json.hpp>
#include <ostream>

#include "worker/cli/commands.hpp"
#include "worker/cli/database.hpp"

namespace masterbus::cli {
namespace {

void print_problem(std::ostream& out, const postgres::Result& problems, int row) {
  out << problems.text(row, "severity") << ": ";
  if (const auto source = problems.optional(row, "source")) out << "line " << *source << ": ";
  out << problems.text(row, "problem") << '\n';
  if (const auto remedy = problems.text(row, "remedy"); !remedy.empty()) out << "  fix: " << remedy << '\n';
}

void print_json(std::ostream& out, const postgres::Result& problems, int row) {
  nlohmann::ordered_json line;
  for (const char* name : {"source", "severity", "problem", "remedy"}) {
    if (const auto text = problems.optional(row, name)) line[name] = *text;
  }
  out << line.dump() << '\n';
}

}  // namespace

int mapping_check(Context& context, const MappingCheckOptions& options) {
  auto connection = connect_maintainer(context.config);
  const auto problems = connection.exec("SELECT source, severity, problem, remedy FROM masterbus.check_mapping()");
  for (int row = 0; row < problems.rows(); ++row) {
    options.json ? print_json(context.out, problems, row) : print_problem(context.out, problems, row);
  }
  if (problems.empty() && !options.json) {
    const auto lines = connection.exec("SELECT count(*) FROM masterbus.source_table").integer(0, 0);
    context.out << "every one of " << lines << " mapping lines fits\n";
  }
  return problems.empty() ? kFine : kFound;
}

}  // namespace masterbus::cli
