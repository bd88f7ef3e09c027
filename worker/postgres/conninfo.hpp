#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace masterbus::postgres {

/// A connection string without the parameters that only Prisma understands.
struct SanitizedUrl {
  std::string url;
  std::vector<std::string> stripped;  ///< names of the parameters taken out, in the order of the URL
};

/// Takes Prisma's own parameters (schema, connection_limit, pool_timeout, pgbouncer, sslaccept …) out of a postgres://
/// URL, because libpq refuses parameters that it does not know. Anything else, a key=value string too, stays untouched,
/// so that a misspelt sslmode is still an error rather than silently gone.
SanitizedUrl sanitize_url(std::string_view url);

/// True for a URL through Prisma's proxy (prisma://, prisma+postgres://), which speaks no PostgreSQL protocol.
bool is_prisma_proxy(std::string_view url);

/// Keyword → value of a connection string or URL. Throws ConnectionError (SQLSTATE 08001) when libpq cannot read it;
/// the message never contains the password.
std::map<std::string, std::string> parse_conninfo(std::string_view conninfo);

/// Where a connection string leads, for people: "user@host:port/dbname". Never the password.
std::string describe_conninfo(std::string_view conninfo);

/// A keyword/value connection string, quoted for libpq.
std::string build_conninfo(const std::map<std::string, std::string>& keywords);

}  // namespace masterbus::postgres
