#include "worker/postgres/conninfo.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <memory>

#include "worker/postgres/error.hpp"

namespace masterbus::postgres {
namespace {

constexpr std::array<std::string_view, 11> kPrismaParameters = {"schema",
                                                                "connection_limit",
                                                                "pool_timeout",
                                                                "pgbouncer",
                                                                "sslaccept",
                                                                "sslidentity",
                                                                "statement_cache_size",
                                                                "socket_timeout",
                                                                "single_use_connections",
                                                                "max_connection_lifetime",
                                                                "max_idle_connection_lifetime"};

bool is_url(std::string_view text) { return text.starts_with("postgres://") || text.starts_with("postgresql://"); }

std::string value_or(const std::map<std::string, std::string>& keywords, const std::string& key,
                     const std::string& fallback) {
  const auto found = keywords.find(key);
  return found == keywords.end() || found->second.empty() ? fallback : found->second;
}

ConnectionError unreadable(std::string message) {
  return ConnectionError(
      {.sqlstate = "08001", .message = "the connection string is not readable: " + std::move(message)});
}

/// libpq quotes the piece that it could not read, which may be a password with a character that needs escaping, a
/// quote too: so everything from the first quote to the last goes.
std::string without_quoted_pieces(std::string_view message) {
  while (message.ends_with('\n')) message.remove_suffix(1);
  const auto first = message.find('"');
  if (first == std::string_view::npos) return std::string(message);
  return fmt::format("{}\"…\"{}", message.substr(0, first), message.substr(message.rfind('"') + 1));
}

}  // namespace

SanitizedUrl sanitize_url(std::string_view url) {
  const auto query = url.find('?');
  if (!is_url(url) || query == std::string_view::npos) return {std::string(url), {}};
  SanitizedUrl clean{std::string(url.substr(0, query)), {}};
  char separator = '?';
  for (auto rest = url.substr(query + 1); !rest.empty();) {
    const auto parameter = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), parameter.size() + 1));
    const auto name = parameter.substr(0, parameter.find('='));
    if (std::find(kPrismaParameters.begin(), kPrismaParameters.end(), name) != kPrismaParameters.end()) {
      clean.stripped.emplace_back(name);
    } else if (!parameter.empty()) {
      clean.url.push_back(separator);
      clean.url.append(parameter);
      separator = '&';
    }
  }
  return clean;
}

bool is_prisma_proxy(std::string_view url) {
  return url.starts_with("prisma://") || url.starts_with("prisma+postgres://");
}

std::map<std::string, std::string> parse_conninfo(std::string_view conninfo) {
  char* failure = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(std::string(conninfo).c_str(), &failure), &PQconninfoFree);
  const std::unique_ptr<char, decltype(&PQfreemem)> failure_text(failure, &PQfreemem);
  if (!options) throw unreadable(failure == nullptr ? "out of memory" : without_quoted_pieces(failure));
  std::map<std::string, std::string> keywords;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) keywords.emplace(option->keyword, option->val);
  }
  return keywords;
}

std::string describe_conninfo(std::string_view conninfo) {
  const auto keywords = parse_conninfo(conninfo);
  return fmt::format("{}@{}:{}/{}", value_or(keywords, "user", "(default user)"),
                     value_or(keywords, "host", value_or(keywords, "hostaddr", "(default host)")),
                     value_or(keywords, "port", "5432"), value_or(keywords, "dbname", "(default database)"));
}

std::string build_conninfo(const std::map<std::string, std::string>& keywords) {
  std::string out;
  for (const auto& [keyword, value] : keywords) {
    if (!out.empty()) out.push_back(' ');
    out += keyword + "='";
    for (const char c : value) {
      if (c == '\'' || c == '\\') out.push_back('\\');
      out.push_back(c);
    }
    out.push_back('\'');
  }
  return out;
}

}  // namespace masterbus::postgres
