#include "worker/http/address.hpp"

#include <charconv>

namespace masterbus::http {
namespace {

constexpr int kMaxPort = 65535;

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  auto host = text.substr(0, colon);
  if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  const auto digits = text.substr(colon + 1);
  int port = -1;
  const auto* const end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, port);
  if (host.empty() || digits.empty() || error != std::errc{} || stopped != end || port < 0 || port > kMaxPort)
    return std::nullopt;
  return Address{std::string(host), port};
}

std::string address_problem(std::string_view text) {
  if (text.empty() || parse_address(text)) return {};
  return "must be an address and a port, such as 127.0.0.1:9187, or empty";
}

}  // namespace masterbus::http
