; The facts of a C source. The vocabulary is explained in src/sanitize/facts.rs.

; --- scopes ---
(function_definition) @scope
(preproc_function_def) @scope

; --- definitions: a prototype defines nothing, so a declared `int system(const char *);` is still the library's ---
(function_definition declarator: (function_declarator declarator: (identifier) @define.function))
(function_definition declarator: (pointer_declarator declarator: (function_declarator declarator: (identifier) @define.function)))
(function_definition declarator: (pointer_declarator declarator: (pointer_declarator declarator: (function_declarator declarator: (identifier) @define.function))))
(function_definition declarator: (pointer_declarator declarator: (pointer_declarator declarator: (pointer_declarator declarator: (function_declarator declarator: (identifier) @define.function)))))
(parameter_declaration declarator: (identifier) @define.parameter)
(parameter_declaration declarator: (_ declarator: (identifier) @define.parameter))
(parameter_declaration declarator: (_ declarator: (_ declarator: (identifier) @define.parameter)))
(parameter_declaration declarator: (_ (_ declarator: (identifier) @define.parameter)))
(declaration declarator: (identifier) @define.variable)
(declaration declarator: (pointer_declarator declarator: (identifier) @define.variable))
(declaration declarator: (pointer_declarator declarator: (pointer_declarator declarator: (identifier) @define.variable)))
(declaration declarator: (array_declarator declarator: (identifier) @define.variable))
(declaration declarator: (array_declarator declarator: (array_declarator declarator: (identifier) @define.variable)))
(declaration declarator: (pointer_declarator declarator: (array_declarator declarator: (identifier) @define.variable)))
(init_declarator declarator: (identifier) @define.variable value: (_) @define.value)
(init_declarator declarator: (pointer_declarator declarator: (identifier) @define.variable))
(init_declarator declarator: (pointer_declarator declarator: (pointer_declarator declarator: (identifier) @define.variable)))
(init_declarator declarator: (array_declarator declarator: (identifier) @define.variable))
(init_declarator declarator: (array_declarator declarator: (array_declarator declarator: (identifier) @define.variable)))
(init_declarator declarator: (pointer_declarator declarator: (array_declarator declarator: (identifier) @define.variable)))
(declaration declarator: (function_declarator declarator: (parenthesized_declarator (pointer_declarator declarator: (identifier) @define.variable))))
(init_declarator declarator: (function_declarator declarator: (parenthesized_declarator (pointer_declarator declarator: (identifier) @define.variable))))
(enumerator name: (identifier) @define.variable)
(preproc_def name: (identifier) @define.macro)
(preproc_function_def name: (identifier) @define.function)
(preproc_params (identifier) @define.parameter)
; The names of prototypes are no uses.
(function_declarator declarator: (identifier) @ignore)
(preproc_ifdef name: (identifier) @ignore)
(preproc_defined (identifier) @ignore)

; --- expressions ---
(identifier) @name
(call_expression function: (_) @call.function arguments: (_) @call.arguments) @call
(parenthesized_expression (_) @same.inner) @same
(pointer_expression argument: (_) @same.inner) @same
(cast_expression value: (_) @same.inner) @same
(string_literal) @text
(concatenated_string) @opaque
(char_literal) @opaque
(comment) @comment

; --- the preprocessor ---
(preproc_include path: (_) @include)
(preproc_def value: (preproc_arg) @tokens)
(preproc_function_def value: (preproc_arg) @tokens)
(preproc_call argument: (preproc_arg) @tokens)

; --- brackets of scopes ---
"{" @brace.open
"}" @brace.close

; --- syntax that rules name ---
(translation_unit (function_definition declarator: (function_declarator declarator: (identifier) @found.main)) (#eq? @found.main "main"))
(translation_unit (function_definition declarator: (pointer_declarator declarator: (function_declarator declarator: (identifier) @found.main))) (#eq? @found.main "main"))
(gnu_asm_expression) @found.assembly
((gnu_asm_expression) @found.assembly-system-call
  (#match? @found.assembly-system-call "(?i)syscall|sysenter|int\\s*\\$?0x80|\\.incbin|\\.include"))
((attribute_specifier (argument_list (identifier) @found.attribute))
  (#any-of? @found.attribute "constructor" "destructor" "__constructor__" "__destructor__"))
((attribute_specifier (argument_list (call_expression function: (identifier) @found.attribute)))
  (#any-of? @found.attribute "constructor" "destructor" "__constructor__" "__destructor__" "alias" "__alias__" "ifunc" "__ifunc__" "weakref" "__weakref__" "section" "__section__"))
((attribute name: (identifier) @found.attribute)
  (#any-of? @found.attribute "constructor" "destructor" "alias" "ifunc" "weakref" "section"))
((preproc_call directive: (preproc_directive) @found.directive)
  (#any-of? @found.directive "#include_next" "#import" "#embed" "#assert" "#sccs" "#ident"))
