// Connection strings and Prisma's URLs. The law of redaction: no password that libpq reads from a connection string
// appears in anything that is made of it to be shown.
#include "worker/postgres/conninfo.hpp"

#include <algorithm>

#include "tests/fuzz/law.hpp"
#include "worker/config/redact.hpp"
#include "worker/postgres/error.hpp"

namespace masterbus::fuzz {
namespace {

using Keywords = std::map<std::string, std::string>;

/// What stands for a password in the corpus: short enough to be found by chance, and no part of any keyword.
constexpr std::string_view kMarker = "S3CRET";

bool is_password(const std::string& keyword) { return keyword == "password" || keyword == "sslpassword"; }

/// True when passwords hold the marker and nothing else does.
bool marks_a_password(const Keywords& keywords) {
  bool marked = false;
  for (const auto& [keyword, value] : keywords) {
    if (value.find(kMarker) == std::string::npos) continue;
    if (!is_password(keyword)) return false;
    marked = true;
  }
  return marked;
}

void check_redaction(const std::string& text, const Keywords& keywords) {
  const auto shown = redact_conninfo(text);
  if (marks_a_password(keywords)) {
    law(shown.find(kMarker) == std::string::npos, "a redacted string hides the password", text);
    law(postgres::describe_conninfo(text).find(kMarker) == std::string::npos, "a description hides it", text);
  }
  try {
    for (const auto& [keyword, value] : postgres::parse_conninfo(shown)) {
      law(!is_password(keyword) || value.empty() || value == "***", "nobody reads a password from what is shown", text);
    }
  } catch (const postgres::Error&) {
    // What is shown need not be a connection string any more.
  }
}

void check_redactor(const std::string& text, const Keywords& keywords) {
  Config config;
  config.database.url = text;
  const Redactor redact(config);
  for (const auto& [keyword, value] : keywords) {
    if (!is_password(keyword) || value.empty() || value.find('*') != std::string::npos) continue;
    law(redact("failed for " + value + ".").find(value) == std::string::npos, "a password is taken out of any text",
        text);
  }
}

void check_sanitizing(const std::string& text) {
  const auto clean = postgres::sanitize_url(text);
  const auto again = postgres::sanitize_url(clean.url);
  law(again.url == clean.url && again.stripped.empty(), "a clean URL stays as it is", text);
  law(clean.url.size() <= text.size(), "nothing is added", text);
}

void run(const std::string& text) {
  check_sanitizing(text);
  postgres::is_prisma_proxy(text);
  try {
    const auto keywords = postgres::parse_conninfo(text);
    law(postgres::parse_conninfo(postgres::build_conninfo(keywords)) == keywords, "a built string reads back", text);
    check_redaction(text, keywords);
    check_redactor(text, keywords);
  } catch (const postgres::ConnectionError& error) {
    law(std::string_view(error.what()).find(kMarker) == std::string_view::npos, "an error hides the password", text);
  }
}

}  // namespace
}  // namespace masterbus::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = masterbus::fuzz::text_of(data, size);
  if (text.find('\0') == std::string_view::npos) masterbus::fuzz::run(std::string(text));
  return 0;
}
