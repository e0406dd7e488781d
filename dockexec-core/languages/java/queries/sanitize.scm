; The facts of a Java source. The vocabulary is explained in src/sanitize/facts.rs.

; --- scopes ---
(class_declaration) @scope
(interface_declaration) @scope
(enum_declaration) @scope
(record_declaration) @scope
(annotation_type_declaration) @scope
(method_declaration) @scope
(constructor_declaration) @scope
(compact_constructor_declaration) @scope
(lambda_expression) @scope

; --- definitions ---
(class_declaration name: (identifier) @define.class)
(interface_declaration name: (identifier) @define.class)
(enum_declaration name: (identifier) @define.class)
(record_declaration name: (identifier) @define.class)
(annotation_type_declaration name: (identifier) @define.class)
(method_declaration name: (identifier) @define.function)
(constructor_declaration name: (identifier) @ignore)
(compact_constructor_declaration name: (identifier) @ignore)
(type_parameter (type_identifier) @define.type)
(formal_parameter type: (_) @define.value name: (identifier) @define.parameter)
(spread_parameter (variable_declarator name: (identifier) @define.parameter))
(catch_formal_parameter name: (identifier) @define.variable)
(lambda_expression parameters: (identifier) @define.parameter)
(inferred_parameters (identifier) @define.parameter)
(variable_declarator name: (identifier) @define.variable value: (_) @define.value)
(variable_declarator name: (identifier) @define.variable !value)
(local_variable_declaration type: (_) @define.value declarator: (variable_declarator name: (identifier) @define.variable))
(field_declaration type: (_) @define.value declarator: (variable_declarator name: (identifier) @define.variable))
(enhanced_for_statement type: (_) @define.value name: (identifier) @define.variable)
(resource name: (identifier) @define.variable value: (_) @define.value)
(enum_constant name: (identifier) @define.variable)
(type_pattern (type_identifier) @define.value (identifier) @define.variable)
(instanceof_expression name: (identifier) @define.variable)

; --- imports ---
(import_declaration (scoped_identifier) @import.module .) @import
(import_declaration (scoped_identifier) @import.module (asterisk) @import.all) @import
(package_declaration (_) @ignore) @opaque

; --- expressions ---
(identifier) @name
(type_identifier) @name
(field_access object: (_) @member.object field: (identifier) @member.name) @member
(scoped_identifier scope: (_) @member.object name: (identifier) @member.name) @member
(scoped_type_identifier . (_) @member.object (type_identifier) @member.name .) @member
(method_invocation object: (_) @member.object name: (identifier) @member.name arguments: (_) @call.arguments) @member @call
(method_invocation !object name: (identifier) @call.function arguments: (_) @call.arguments) @call
(method_reference . (_) @member.object (identifier) @member.name .) @member
(object_creation_expression type: (_) @call.function arguments: (_) @call.arguments) @call
(generic_type . (_) @same.inner) @same
(parenthesized_expression (_) @same.inner) @same
(cast_expression value: (_) @same.inner) @same
(labeled_statement . (identifier) @ignore)
(break_statement (identifier) @ignore)
(continue_statement (identifier) @ignore)
(element_value_pair key: (identifier) @ignore)
(string_literal) @text
(character_literal) @opaque
(line_comment) @comment
(block_comment) @comment

; --- brackets of scopes ---
"{" @brace.open
"}" @brace.close

; --- syntax that rules name ---
(method_declaration (modifiers "native" @found.native))
