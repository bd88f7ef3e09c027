#include <algorithm>

#include "worker/config/config_error.hpp"
#include "worker/config/load.hpp"
#include "worker/config/setting.hpp"
#include "worker/postgres/conninfo.hpp"
#include "worker/postgres/error.hpp"

namespace masterbus {
namespace {

/// Prisma's own variables, the direct one first: the other may lead through a pooler, which cannot replicate.
void take_prisma_url(Config& config, const Environment& environment) {
  for (const char* name : {"DIRECT_URL", "DATABASE_URL"}) {
    const auto found = environment.find(name);
    if (found == environment.end() || found->second.empty()) continue;
    assign(config, *find_setting("database.url"), found->second, name);
    config.notices.push_back(std::string("database.url is taken from ") + name);
    return;
  }
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

void clean_url(Config& config, const std::string& key, std::string& url) {
  if (postgres::is_prisma_proxy(url)) {
    throw ConfigError(config.origins[key] + ": " + key +
                      " leads to Prisma's proxy, which does not speak PostgreSQL's protocol; give the server's own "
                      "postgresql:// URL (Prisma calls it DIRECT_URL)");
  }
  const auto clean = postgres::sanitize_url(url);
  url = clean.url;
  if (!clean.stripped.empty()) {
    config.notices.push_back(key + ": left out parameters that only Prisma knows: " + listed(clean.stripped));
  }
  for (const std::string& name : clean.stripped) {
    auto& all = config.stripped_parameters;
    if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
  }
  try {
    postgres::parse_conninfo(url);
  } catch (const postgres::Error& error) {
    throw ConfigError(config.origins[key] + ": " + key + ": " + error.message());
  }
}

}  // namespace

void settle_urls(Config& config, const Environment& environment) {
  if (config.database.url.empty()) take_prisma_url(config, environment);
  clean_url(config, "database.url", config.database.url);
  clean_url(config, "database.admin_url", config.database.admin_url);
}

}  // namespace masterbus
