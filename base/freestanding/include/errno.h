// SPDX-License-Identifier: MIT
// Error numbers as <charconv> and <system_error> name them; there is no errno variable.
#pragma once
