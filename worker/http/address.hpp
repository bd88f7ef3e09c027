#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace masterbus::http {

/// Where to listen: "127.0.0.1:9187", "[::1]:9187", port 0 for any free one.
struct Address {
  std::string host;
  int port = 0;
};

/// Nothing when the text is not an address.
std::optional<Address> parse_address(std::string_view text);

/// Empty when the text is an address or itself empty, else what is wrong with it.
std::string address_problem(std::string_view text);

}  // namespace masterbus::http
