#include <array>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>
#include <stdexcept>

#include "worker/cli/commands.hpp"
#include "worker/cli/database.hpp"
#include "worker/typegen/document.hpp"
#include "worker/typegen/generators.hpp"

namespace masterbus::cli {
namespace {

struct Generated {
  std::filesystem::path path;
  std::string text;
};

std::array<Generated, 3> generate(const std::filesystem::path& folder, const std::vector<typegen::View>& views) {
  const auto documents = typegen::published_documents();
  return {Generated{folder / "threatmap.d.ts",
                    typegen::typescript_declarations(views) + typegen::typescript_documents(documents)},
          Generated{folder / "threatmap.zod.ts", typegen::zod_schemas(views) + typegen::zod_documents(documents)},
          Generated{folder / "threatmap.prisma", typegen::prisma_views(views)}};
}

std::string content(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

void write(const Generated& generated) {
  std::ofstream file(generated.path, std::ios::binary | std::ios::trunc);
  file << generated.text;
  file.close();
  if (!file) throw std::runtime_error(generated.path.string() + " could not be written");
}

std::vector<typegen::View> published_views(const Config& config) {
  auto connection = connect_worker(config);
  if (extension_version(connection).empty()) throw std::runtime_error("MasterBus is not installed in this database");
  return typegen::read_views(connection);
}

}  // namespace

int typegen(Context& context, const TypegenOptions& options) {
  const auto files = generate(options.out_dir, published_views(context.config));
  if (!options.check) std::filesystem::create_directories(options.out_dir);
  int status = kFine;
  for (const Generated& file : files) {
    const bool current = content(file.path) == file.text;
    if (options.check && !current) {
      context.out << file.path.string() << " is not what the catalogue says\n";
      status = kFound;
    } else if (!options.check) {
      write(file);
      context.out << file.path.string() << '\n';
    }
  }
  return status;
}

}  // namespace masterbus::cli
