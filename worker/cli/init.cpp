#include <libpq-fe.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <ostream>
#include <sstream>

#include "worker/cli/commands.hpp"
#include "worker/cli/init_facts.hpp"
#include "worker/cli/preflight.hpp"
#include "worker/config/config_error.hpp"
#include "worker/embedded_sql.hpp"

namespace masterbus::cli {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) throw ConfigError(path + ": cannot be read");
  return text.str();
}

std::string mapping_script(const InitOptions& options) {
  if (options.mapping == "none") return "";
  if (options.mapping != "condoit") return read_file(options.mapping);
  std::string script(embedded::condoit_mapping_sql);
  if (options.condoit_schema.empty()) return script;
  const std::string schema = postgres::quote_literal(options.condoit_schema);
  return script + "\nUPDATE masterbus.source_table SET schema_name = " + schema + " WHERE preset AND schema_name <> " +
         schema + ";\n";
}

std::string worker_password(const InitOptions& options) {
  if (options.worker_password_file.empty()) {
    const char* given = std::getenv("MASTERBUS_WORKER_PASSWORD");
    return given == nullptr ? "" : given;
  }
  const std::string text = read_file(options.worker_password_file);
  std::string password = text.substr(0, text.find_first_of("\r\n"));
  if (password.empty()) throw ConfigError(options.worker_password_file + ": its first line is empty");
  return password;
}

/// Encrypted here, so that the server's log never holds the password itself.
std::string password_statement(postgres::Connection& connection, const std::string& password) {
  if (password.empty()) return "";
  const std::unique_ptr<char, decltype(&PQfreemem)> verifier(
      PQencryptPasswordConn(connection.get(), password.c_str(), "masterbus_worker", "scram-sha-256"), &PQfreemem);
  if (!verifier) throw std::runtime_error("the worker's password could not be encrypted");
  return "ALTER ROLE masterbus_worker PASSWORD " + postgres::quote_literal(verifier.get());
}

}  // namespace

int init(Context& context, const InitOptions& options) {
  const std::string password = worker_password(options);
  const std::string mapping = mapping_script(options);
  auto connection = connect_operator(context.config);
  connection.on_notice([&](std::string_view, std::string_view message) { context.err << "  " << message << '\n'; });
  if (!options.dry_run && !preflight(context, connection)) return kFound;
  const InitScripts scripts{std::string(embedded::roles_sql), mapping, password_statement(connection, password),
                            context.config.node};
  const auto steps = plan_init(gather_init_facts(connection, scripts, password), scripts);
  if (options.dry_run) {
    print_steps(context.out, steps);
  } else {
    run_steps(context, connection, steps);
  }
  if (steps.empty()) context.err << "masterbus: nothing to do: everything is in place\n";
  return kFine;
}

}  // namespace masterbus::cli
