#include "worker/pipeline/chunk_keys.hpp"

#include <gtest/gtest.h>

namespace masterbus::pipeline {
namespace {

using std::chrono::milliseconds;

TEST(ChunkKeys, AreAsConfiguredWhileNothingChanges) {
  EXPECT_EQ(chunk_keys(500, kChangesExpected), 500);
  EXPECT_EQ(chunk_keys(7, std::chrono::hours(1)), 7);
}

TEST(ChunkKeys, AreFewWhileChangesComeIn) {
  EXPECT_EQ(chunk_keys(500, milliseconds(0)), kChunkKeysBehindChanges);
  EXPECT_EQ(chunk_keys(500, kChangesExpected - milliseconds(1)), kChunkKeysBehindChanges);
}

TEST(ChunkKeys, AreNeverMoreThanConfigured) { EXPECT_EQ(chunk_keys(7, milliseconds(0)), 7); }

}  // namespace
}  // namespace masterbus::pipeline
