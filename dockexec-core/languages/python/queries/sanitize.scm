; The facts of a Python source. The vocabulary is explained in src/sanitize/facts.rs.

; --- scopes ---
(function_definition) @scope
(lambda) @scope
(class_definition) @scope.closed

; --- definitions ---
(function_definition name: (identifier) @define.function)
(class_definition name: (identifier) @define.class)
(parameters (identifier) @define.parameter)
(lambda_parameters (identifier) @define.parameter)
(default_parameter name: (identifier) @define.parameter value: (_) @define.value)
(typed_parameter . (identifier) @define.parameter)
(typed_default_parameter name: (identifier) @define.parameter value: (_) @define.value)
(list_splat_pattern (identifier) @define.parameter)
(dictionary_splat_pattern (identifier) @define.parameter)
(assignment left: (identifier) @define.variable right: (_) @define.value)
(assignment left: (identifier) @define.variable !right)
(named_expression name: (identifier) @define.variable value: (_) @define.value)
(pattern_list (identifier) @define.variable)
(tuple_pattern (identifier) @define.variable)
(list_pattern (identifier) @define.variable)
(for_statement left: (identifier) @define.variable)
(for_in_clause left: (identifier) @define.variable)
(as_pattern_target (identifier) @define.variable)
(case_pattern (dotted_name . (identifier) @define.variable .))

; --- imports ---
(import_statement name: (dotted_name) @import.module) @import
(import_statement name: (aliased_import name: (dotted_name) @import.module alias: (identifier) @import.alias)) @import
(import_from_statement module_name: (dotted_name) @import.module name: (dotted_name) @import.member) @import
(import_from_statement module_name: (dotted_name) @import.module name: (aliased_import name: (dotted_name) @import.member alias: (identifier) @import.alias)) @import
(import_from_statement module_name: (dotted_name) @import.module (wildcard_import) @import.all) @import

; --- expressions ---
(identifier) @name
(attribute object: (_) @member.object attribute: (identifier) @member.name) @member
(subscript value: (_) @index.object subscript: (_) @index.key) @index
(call function: (_) @call.function arguments: (_) @call.arguments) @call
(parenthesized_expression (_) @same.inner) @same
(keyword_argument name: (identifier) @ignore)
(string) @text
(concatenated_string) @text
(interpolation) @text.computed
(comment) @comment

; --- syntax that rules name ---
; Python reads an identifier in its NFKC form: `ｅval` is `eval`.
((identifier) @found.lookalike
  (#match? @found.lookalike "[\\x{aa}\\x{ba}\\x{2070}-\\x{209c}\\x{2100}-\\x{214f}\\x{fb00}-\\x{fb06}\\x{ff10}-\\x{ff5a}\\x{1d400}-\\x{1d7ff}]"))
