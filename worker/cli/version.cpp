#include <ostream>

#include "worker/cli/commands.hpp"
#include "worker/cli/database.hpp"
#include "worker/postgres/error.hpp"

namespace masterbus::cli {

int version(Context& context) {
  context.out << "masterbus " << MASTERBUS_VERSION << '\n';
  try {
    auto connection = connect_worker(context.config);
    const std::string installed = extension_version(connection);
    context.out << "extension " << (installed.empty() ? "not installed in this database" : installed) << '\n'
                << "PostgreSQL " << connection.exec("SHOW server_version").text(0, 0) << '\n';
  } catch (const postgres::Error& error) {
    context.out << "extension unknown: " << error.message() << '\n';
  }
  return kFine;
}

}  // namespace masterbus::cli
