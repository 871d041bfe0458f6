// SPDX-License-Identifier: MIT
// The part of QEMU's interface for TCG plugins that the counter uses, declared here because Debian ships no
// header for it (QEMU 7.2, docs/devel/tcg-plugins.rst: plugin interface version 1).
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

struct qemu_plugin_tb;
struct qemu_plugin_insn;
struct qemu_info_t;

using qemu_plugin_id_t = std::uint64_t;

enum qemu_plugin_cb_flags { QEMU_PLUGIN_CB_NO_REGS };

/// Called when a block of guest code is translated, before it runs.
void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t plugin,
                                           void (*callback)(qemu_plugin_id_t plugin, qemu_plugin_tb* block));
/// Called each time before the instruction is executed.
void qemu_plugin_register_vcpu_insn_exec_cb(qemu_plugin_insn* instruction,
                                            void (*callback)(unsigned core, void* argument),
                                            qemu_plugin_cb_flags flags, void* argument);
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t plugin,
                                    void (*callback)(qemu_plugin_id_t plugin, void* argument),
                                    void* argument);

std::size_t qemu_plugin_tb_n_insns(const qemu_plugin_tb* block);
qemu_plugin_insn* qemu_plugin_tb_get_insn(const qemu_plugin_tb* block, std::size_t index);
const void* qemu_plugin_insn_data(const qemu_plugin_insn* instruction);
std::size_t qemu_plugin_insn_size(const qemu_plugin_insn* instruction);
std::uint64_t qemu_plugin_insn_vaddr(const qemu_plugin_insn* instruction);

/// What QEMU looks up in the plugin.
[[gnu::visibility("default")]] extern int qemu_plugin_version;
[[gnu::visibility("default")]] int
qemu_plugin_install(qemu_plugin_id_t plugin, const qemu_info_t* information, int count, char** arguments);
}
