# SPDX-License-Identifier: BSL-1.0
import re
from pathlib import Path

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy
from conan.tools.layout import basic_layout

required_conan_version = ">=2.0"


class Aludel(ConanFile):
    name = "aludel"
    description = "Database migrations as constexpr values, checked by the compiler"
    license = "BSL-1.0"
    topics = ("database", "migrations", "constexpr", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"sqlite3": [True, False], "cli": [True, False]}
    default_options = {"sqlite3": True, "cli": True, "boost/*:header_only": True}
    exports_sources = "CMakeLists.txt", "LICENSE", "cmake/*", "include/*"
    no_copy_source = True

    def set_version(self):
        text = (Path(self.recipe_folder) / "CMakeLists.txt").read_text(encoding="utf-8")
        self.version = re.search(r"^ +VERSION ([0-9.]+)$", text, re.MULTILINE).group(1)

    def layout(self):
        basic_layout(self)

    def requirements(self):
        self.requires("boost/[>=1.74]", transitive_headers=True)
        if self.options.sqlite3:
            self.requires("sqlite3/[>=3.35.5]", transitive_headers=True, transitive_libs=True)
        if self.options.cli:
            self.requires("cli11/[>=2.1]", transitive_headers=True)

    def validate(self):
        check_min_cppstd(self, 20)

    def package_id(self):
        self.info.clear()

    def package(self):
        copy(self, "LICENSE", self.source_folder, Path(self.package_folder) / "licenses")
        copy(self, "*.hpp", Path(self.source_folder) / "include", Path(self.package_folder) / "include")
        for each in ("aludelClients.cmake", "Aludel*.cmake", "aludel_*"):
            copy(self, each, Path(self.source_folder) / "cmake", Path(self.package_folder) / "share/cmake/aludel")

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "aludel")
        # The target aludel::cli is a library that the consumer compiles: aludelClients.cmake makes it.
        modules = ("aludelClients", "AludelMigrations", "AludelRenderSql")
        self.cpp_info.set_property("cmake_build_modules", [f"share/cmake/aludel/{each}.cmake" for each in modules])
        clients = {"sqlite3": "sqlite3::sqlite3", "cli": "cli11::cli11"}
        parts = {"aludel": ["boost::headers"]}
        parts |= {part: ["aludel", library] for part, library in clients.items() if self.options.get_safe(part)}
        for part, needs in parts.items():
            component = self.cpp_info.components[part]
            component.set_property("cmake_target_name", "aludel::cli11" if part == "cli" else f"aludel::{part}")
            component.requires = needs
            component.bindirs = component.libdirs = []
