; The facts of a JavaScript source. The vocabulary is explained in src/sanitize/facts.rs.

; --- scopes ---
(function_declaration) @scope
(function_expression) @scope
(generator_function_declaration) @scope
(generator_function) @scope
(arrow_function) @scope
(method_definition) @scope

; --- definitions ---
(function_declaration name: (identifier) @define.function)
(generator_function_declaration name: (identifier) @define.function)
(function_expression name: (identifier) @define.variable)
(class_declaration name: (identifier) @define.variable)
(class name: (identifier) @define.variable)
(formal_parameters (identifier) @define.parameter)
(formal_parameters (assignment_pattern left: (identifier) @define.parameter right: (_) @define.value))
(formal_parameters (rest_pattern (identifier) @define.parameter))
(arrow_function parameter: (identifier) @define.parameter)
(catch_clause parameter: (identifier) @define.variable)
(variable_declarator name: (identifier) @define.variable value: (_) @define.value)
(variable_declarator name: (identifier) @define.variable !value)
(assignment_expression left: (identifier) @define.variable right: (_) @define.value)
(for_in_statement left: (identifier) @define.variable)
(array_pattern (identifier) @define.variable)
(array_pattern (assignment_pattern left: (identifier) @define.variable))
(array_pattern (rest_pattern (identifier) @define.variable))
(object_pattern (rest_pattern (identifier) @define.variable))
(variable_declarator name: (object_pattern (shorthand_property_identifier_pattern) @define.variable @define.member) value: (_) @define.value)
(variable_declarator name: (object_pattern (pair_pattern key: (property_identifier) @define.member value: (identifier) @define.variable)) value: (_) @define.value)
(object_pattern (shorthand_property_identifier_pattern) @define.variable)
(object_pattern (object_assignment_pattern left: (shorthand_property_identifier_pattern) @define.variable))
(pair_pattern value: (identifier) @define.variable)
(pair_pattern value: (assignment_pattern left: (identifier) @define.variable))

; --- imports ---
(import_statement . (string) @import.module) @import
(import_statement (import_clause (identifier) @import.alias) source: (string) @import.module) @import
(import_statement (import_clause (namespace_import (identifier) @import.alias)) source: (string) @import.module) @import
(import_statement (import_clause (named_imports (import_specifier name: (_) @import.member !alias))) source: (string) @import.module) @import
(import_statement (import_clause (named_imports (import_specifier name: (_) @import.member alias: (identifier) @import.alias))) source: (string) @import.module) @import
(export_statement source: (string) @import.module) @import

; --- expressions ---
(identifier) @name
(shorthand_property_identifier) @name
; `import(…)` is a call of a function that every source has.
(import) @name
(member_expression object: (_) @member.object property: (property_identifier) @member.name) @member
(subscript_expression object: (_) @index.object index: (_) @index.key) @index
(call_expression function: (_) @call.function arguments: (_) @call.arguments) @call
(new_expression constructor: (_) @call.function arguments: (_)? @call.arguments) @call
(parenthesized_expression (_) @same.inner) @same
(await_expression (_) @same.inner) @same
(sequence_expression (_) @same.inner .) @same
(string) @text
(template_string) @text
(template_substitution) @text.computed
(regex) @opaque
(comment) @comment

; --- brackets of scopes ---
"{" @brace.open
"${" @brace.open
"}" @brace.close

; --- syntax that rules name ---
((identifier) @found.escaped-name (#match? @found.escaped-name "\\\\u"))
((property_identifier) @found.escaped-name (#match? @found.escaped-name "\\\\u"))
