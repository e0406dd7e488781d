; @package: the user's own clause, whatever it says; wrapping puts one in front.
(package_clause) @package

; @imported, @used, @declared: which standard imports are missing.
(import_spec name: (package_identifier) @declared)
(import_spec path: (interpreted_string_literal) @imported)
(import_spec path: (raw_string_literal) @imported)
(selector_expression operand: (identifier) @used)
(qualified_type package: (package_identifier) @used)
(source_file (function_declaration name: (identifier) @declared))
(source_file (type_declaration (type_spec name: (type_identifier) @declared)))
(source_file (type_declaration (type_alias name: (type_identifier) @declared)))
(source_file (var_declaration (var_spec name: (identifier) @declared)))
(source_file (var_declaration (var_spec_list (var_spec name: (identifier) @declared))))
(source_file (const_declaration (const_spec name: (identifier) @declared)))
