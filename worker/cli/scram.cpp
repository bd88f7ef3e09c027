#include "worker/cli/scram.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <charconv>
#include <regex>
#include <string>
#include <vector>

namespace masterbus::cli {
namespace {

using Digest = std::array<unsigned char, 32>;

std::vector<unsigned char> base64_decoded(const std::string& text) {
  std::vector<unsigned char> bytes(text.size());
  const int length =
      EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (length < 0) return {};
  std::size_t padding = 0;
  while (padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  bytes.resize(static_cast<std::size_t>(length) - padding);
  return bytes;
}

/// StoredKey = SHA256(HMAC(PBKDF2(password, salt, iterations), "Client Key")).
Digest stored_key(std::string_view password, const std::vector<unsigned char>& salt, int iterations) {
  Digest salted{}, client_key{}, stored{};
  PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), salt.data(), static_cast<int>(salt.size()),
                    iterations, EVP_sha256(), static_cast<int>(salted.size()), salted.data());
  constexpr std::string_view label = "Client Key";
  HMAC(EVP_sha256(), salted.data(), static_cast<int>(salted.size()),
       reinterpret_cast<const unsigned char*>(label.data()), label.size(), client_key.data(), nullptr);
  EVP_Digest(client_key.data(), client_key.size(), stored.data(), nullptr, EVP_sha256(), nullptr);
  return stored;
}

}  // namespace

bool scram_matches(std::string_view verifier, std::string_view password) {
  static const std::regex form(R"(SCRAM-SHA-256\$(\d{1,9}):([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+):[A-Za-z0-9+/=]+)");
  std::match_results<std::string_view::const_iterator> parts;
  if (!std::regex_match(verifier.begin(), verifier.end(), parts, form)) return false;
  const int iterations = std::stoi(parts[1].str());
  const Digest computed = stored_key(password, base64_decoded(parts[2].str()), iterations);
  const auto stored = base64_decoded(parts[3].str());
  return stored.size() == computed.size() && CRYPTO_memcmp(stored.data(), computed.data(), stored.size()) == 0;
}

}  // namespace masterbus::cli
