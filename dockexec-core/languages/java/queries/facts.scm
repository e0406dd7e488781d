; What wrapping asks about a Java source: its package, its top-level classes, and the one with `main`.

(package_declaration) @package_clause
(package_declaration [(identifier) (scoped_identifier)] @package)

(program (class_declaration (modifiers "public") name: (identifier) @public_class))
(program (interface_declaration (modifiers "public") name: (identifier) @public_class))
(program (enum_declaration (modifiers "public") name: (identifier) @public_class))
(program (record_declaration (modifiers "public") name: (identifier) @public_class))

(program (class_declaration name: (identifier) @class))

; The classic entry point,
(program
  (class_declaration
    name: (identifier) @main_class
    body: (class_body
      (method_declaration (modifiers "static") name: (identifier) @_main)))
  (#eq? @_main "main"))
(program
  (enum_declaration
    name: (identifier) @main_class
    body: (enum_body
      (enum_body_declarations
        (method_declaration (modifiers "static") name: (identifier) @_main))))
  (#eq? @_main "main"))
(program
  (record_declaration
    name: (identifier) @main_class
    body: (class_body
      (method_declaration (modifiers "static") name: (identifier) @_main)))
  (#eq? @_main "main"))
(program
  (interface_declaration
    name: (identifier) @main_class
    body: (interface_body
      (method_declaration (modifiers "static") name: (identifier) @_main)))
  (#eq? @_main "main"))
; and, as newer versions allow, one without `static`.
(program
  (class_declaration
    name: (identifier) @instance_main
    body: (class_body
      (method_declaration name: (identifier) @_main)))
  (#eq? @_main "main"))
; A method outside of any class: a compact source file, whose class is called after the file.
(program (method_declaration name: (identifier) @_main) @compact (#eq? @_main "main"))
