#include "worker/cli/export.hpp"

#include <libpq-fe.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>
#include <stdexcept>

#include "worker/cli/database.hpp"

namespace masterbus::cli {
namespace {

struct Exported {
  const char* name;
  const char* query;
};

constexpr Exported kExported[] = {
    {"equipment_history", "SELECT * FROM masterbus.equipment_history ORDER BY organization_id, equipment_id, batch"},
    {"facility_history", "SELECT * FROM masterbus.facility_history ORDER BY organization_id, facility_id, batch"},
    {"source_table", "SELECT * FROM masterbus.source_table WHERE NOT preset ORDER BY source"},
    {"organization_setting", "SELECT * FROM masterbus.organization_setting ORDER BY organization_id"},
    {"factor_model", "SELECT * FROM masterbus.factor_model ORDER BY organization_id, name"},
    {"model_activation", "SELECT * FROM masterbus.model_activation ORDER BY organization_id, number"},
    {"nfpa70b_rules", "SELECT * FROM masterbus.nfpa70b_rules ORDER BY organization_id, version"},
    {"nfpa70b_interval",
     "SELECT * FROM masterbus.nfpa70b_interval ORDER BY organization_id, version, activity, equipment"},
    {"cnaim_setting", "SELECT * FROM masterbus.cnaim_setting ORDER BY organization_id, asset_category, version"},
    {"login_organization", "SELECT * FROM masterbus.login_organization ORDER BY login"}};

/// Copies the rows out; gives their number.
std::int64_t copy_out(postgres::Connection& connection, const std::string& query, std::ostream& file) {
  connection.exec("COPY (" + query + ") TO STDOUT WITH (FORMAT csv, HEADER)");
  char* line = nullptr;
  int length = 0;
  while ((length = PQgetCopyData(connection.get(), &line, 0)) > 0) {
    const std::unique_ptr<char, decltype(&PQfreemem)> owned(line, &PQfreemem);
    file.write(line, length);
  }
  std::int64_t rows = 0;
  while (PGresult* result = PQgetResult(connection.get())) {
    rows = postgres::checked(connection.get(), result).affected();
  }
  return rows;
}

void export_one(Context& context, postgres::Connection& connection, const std::filesystem::path& folder,
                const Exported& table) {
  const auto path = folder / (std::string(table.name) + ".csv");
  if (std::filesystem::exists(path)) throw std::runtime_error(path.string() + " exists already; nothing was removed");
  auto partial = path;
  partial += ".part";
  std::ofstream file(partial, std::ios::binary | std::ios::trunc);
  const std::int64_t rows = copy_out(connection, table.query, file);
  file.close();
  if (!file) throw std::runtime_error(partial.string() + " could not be written; nothing was removed");
  std::filesystem::rename(partial, path);
  context.err << "masterbus: " << rows << " rows to " << path.string() << '\n';
}

}  // namespace

bool has_history(postgres::Connection& connection) {
  if (extension_version(connection).empty()) return false;
  return !connection.exec("SELECT FROM masterbus.equipment_history LIMIT 1").empty() ||
         !connection.exec("SELECT FROM masterbus.facility_history LIMIT 1").empty();
}

void export_history(Context& context, postgres::Connection& connection, const std::string& folder) {
  std::filesystem::create_directories(folder);
  // An error, rather than a silently filtered file, when row-level security applies to this role.
  connection.exec("SET row_security = off");
  for (const Exported& table : kExported) export_one(context, connection, folder, table);
  connection.exec("RESET row_security");
}

}  // namespace masterbus::cli
