//===- Input.h - text format to bytes -------------------------------------===//
//
// Wat.cpp holds the only code that knows libwabt.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_INPUT_H
#define SINTER_INPUT_H

#include <cstdint>
#include <string>
#include <vector>

namespace sinter {

/// Assembles text format. False, and a message in `error`, if it is not well
/// formed or Sinter was built without libwabt.
bool assembleText(const std::string &name, const std::vector<uint8_t> &text,
                  std::vector<uint8_t> &bytes, std::string &error);

} // namespace sinter
#endif
