#include "worker/cli/step.hpp"

#include <ostream>

#include "worker/cli/slot_creation.hpp"

namespace masterbus::cli {

void print_steps(std::ostream& out, const std::vector<Step>& steps) {
  for (const Step& step : steps) {
    std::string sql = step.printable();
    while (!sql.empty() && (sql.back() == '\n' || sql.back() == ';')) sql.pop_back();
    out << "-- " << step.purpose << '\n' << sql << ";\n\n";
  }
}

void run_steps(Context& context, postgres::Connection& connection, const std::vector<Step>& steps) {
  for (const Step& step : steps) {
    context.err << "masterbus: " << step.purpose << std::endl;
    if (step.kind == StepKind::create_slot) {
      create_slot(context, connection, step.sql);
    } else {
      connection.exec_simple(step.sql);
    }
  }
}

}  // namespace masterbus::cli
