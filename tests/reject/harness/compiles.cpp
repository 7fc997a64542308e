// SPDX-License-Identifier: BSL-1.0
// complains: it compiles
// expect: there is no mistake in this file
int main() {}
