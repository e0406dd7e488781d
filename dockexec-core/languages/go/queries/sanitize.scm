; The facts of a Go source. The vocabulary is explained in src/sanitize/facts.rs.

; --- scopes ---
(function_declaration) @scope
(method_declaration) @scope
(func_literal) @scope

; --- definitions ---
(function_declaration name: (identifier) @define.function)
(parameter_declaration name: (identifier) @define.parameter)
(variadic_parameter_declaration name: (identifier) @define.parameter)
(type_parameter_declaration name: (identifier) @define.type)
(type_spec name: (type_identifier) @define.type)
(type_alias name: (type_identifier) @define.type)
(var_spec name: (identifier) @define.variable)
(var_spec name: (identifier) @define.variable value: (expression_list . (_) @define.value .))
(const_spec name: (identifier) @define.variable)
(short_var_declaration left: (expression_list (identifier) @define.variable))
(short_var_declaration left: (expression_list . (identifier) @define.variable .) right: (expression_list . (_) @define.value .))
(range_clause left: (expression_list (identifier) @define.variable))
(receive_statement left: (expression_list (identifier) @define.variable))
(type_switch_statement alias: (expression_list (identifier) @define.variable))

; --- imports ---
(import_spec !name path: (_) @import.module) @import
(import_spec name: (package_identifier) @import.alias path: (_) @import.module) @import
(import_spec name: (blank_identifier) @import.alias path: (_) @import.module) @import
(import_spec name: (dot) @import.all path: (_) @import.module) @import

; --- expressions ---
(identifier) @name
(type_identifier) @name
(package_identifier) @name
(package_clause (package_identifier) @ignore)
(selector_expression operand: (_) @member.object field: (field_identifier) @member.name) @member
(qualified_type package: (_) @member.object name: (type_identifier) @member.name) @member
(call_expression function: (_) @call.function arguments: (_) @call.arguments) @call
(parenthesized_expression (_) @same.inner) @same
(keyed_element . (literal_element (identifier) @ignore))
(interpreted_string_literal) @text
(raw_string_literal) @text
(rune_literal) @opaque
(comment) @comment

; --- brackets of scopes ---
"{" @brace.open
"}" @brace.close

; --- syntax that rules name ---
(source_file (function_declaration name: (identifier) @found.main) (#eq? @found.main "main"))
