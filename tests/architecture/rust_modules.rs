//! The modules of a Rust crate and what each of them names, read from the source with `syn`.
//!
//! A name counts for the module that defines it: `pub use` is followed to the end, and a module that
//! only re-exports depends on nothing. Code for tests is left out. What is followed: `use`, paths in
//! code, in the arguments of macros and in the attributes of serde and schemars, and methods called
//! on `self` or on a parameter whose inherent `impl` stands in another module than its type.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Item, Token, Type, UseTree, Visibility};

/// A crate's modules; the first is its root.
pub struct Crate {
    pub modules: Vec<Module>,
}

/// A module, and what its code names.
pub struct Module {
    /// As it is written in Rust, from `crate`.
    pub path: String,
    pub file: PathBuf,
    parent: Option<usize>,
    children: BTreeMap<String, usize>,
    /// Names that are defined here.
    defined: BTreeSet<String>,
    imports: Vec<Import>,
    references: Vec<Reference>,
    /// Calls of a method on a value whose type is known.
    calls: Vec<Call>,
    /// Types, as named here, with the methods that an inherent `impl` here gives them.
    methods: Vec<(Vec<String>, String)>,
}

struct Import {
    /// The name it has here; `*` for all names.
    name: String,
    path: Vec<String>,
    re_exported: bool,
    line: usize,
}

struct Reference {
    path: Vec<String>,
    line: usize,
}

struct Call {
    on: Vec<String>,
    method: String,
    line: usize,
}

/// One module names another, or another crate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge<To> {
    pub from: usize,
    pub to: To,
    pub line: usize,
}

#[derive(Clone, PartialEq)]
enum Target {
    Module(usize),
    /// Something that this module defines.
    ItemOf(usize),
    External(String),
}

impl Crate {
    /// Reads the crate whose root file this is.
    pub fn read(root: &Path) -> Self {
        let mut krate = Self {
            modules: Vec::new(),
        };
        let folder = root.parent().expect("a file is in a folder");
        krate.read_file("crate".to_owned(), root, folder, None);
        krate
    }

    /// Which module names which, once for each pair.
    pub fn dependencies(&self) -> Vec<Edge<usize>> {
        let mut edges = BTreeMap::new();
        let mut add = |from: usize, to: usize, line: usize| {
            if from != to {
                edges.entry((from, to)).or_insert(line);
            }
        };
        for (from, module) in self.modules.iter().enumerate() {
            for (path, line) in self.named_by(from) {
                if let Some(Target::Module(to) | Target::ItemOf(to)) = self.resolve(from, &path) {
                    add(from, to, line);
                }
            }
            for call in &module.calls {
                let Some(Target::ItemOf(owner)) = self.resolve(from, &call.on) else {
                    continue;
                };
                let name = call.on.last().expect("a path has a last name");
                if let Some(to) = self.module_with_method(owner, name, &call.method) {
                    add(from, to, call.line);
                }
            }
        }
        edges
            .into_iter()
            .map(|((from, to), line)| Edge { from, to, line })
            .collect()
    }

    /// Which module names which other crate.
    pub fn other_crates(&self) -> Vec<Edge<String>> {
        let mut edges = BTreeMap::new();
        for from in 0..self.modules.len() {
            for (path, line) in self.named_by(from) {
                if path.len() > 1
                    && let Some(Target::External(to)) = self.resolve(from, &path)
                {
                    edges.entry((from, to)).or_insert(line);
                }
            }
        }
        edges
            .into_iter()
            .map(|((from, to), line)| Edge { from, to, line })
            .collect()
    }

    /// Paths in the code of a module, with their lines. What is re-exported is not named by it.
    fn named_by(&self, module: usize) -> Vec<(Vec<String>, usize)> {
        let module = &self.modules[module];
        let imports = module.imports.iter().filter(|import| !import.re_exported);
        let imports = imports.map(|import| (import.path.clone(), import.line));
        let references = module.references.iter();
        let references = references.map(|reference| (reference.path.clone(), reference.line));
        imports.chain(references).collect()
    }

    fn module_with_method(&self, owner: usize, name: &str, method: &str) -> Option<usize> {
        let here = |module: &usize| {
            let methods = self.modules[*module].methods.iter();
            methods.filter(|(_, known)| known == method).any(|(on, _)| {
                on.last().is_some_and(|last| last == name)
                    && self.resolve(*module, on) == Some(Target::ItemOf(owner))
            })
        };
        (0..self.modules.len()).find(here)
    }

    fn resolve(&self, module: usize, path: &[String]) -> Option<Target> {
        self.resolve_within(module, path, &mut BTreeSet::new())
    }

    /// `seen` are the imports that led here, so that one that leads to itself ends.
    fn resolve_within(
        &self,
        module: usize,
        path: &[String],
        seen: &mut BTreeSet<(usize, String, bool)>,
    ) -> Option<Target> {
        let (first, mut rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => Target::Module(0),
            "self" => Target::Module(module),
            "super" => Target::Module(self.modules[module].parent?),
            "Self" | "*" => return None,
            name => match self.look_up(module, name, rest.is_empty(), seen) {
                // A name alone is a variable, or of the prelude, or a macro's.
                Some(Target::Module(_)) | None if rest.is_empty() => return None,
                Some(target) => target,
                None => Target::External(name.to_owned()),
            },
        };
        while let (Target::Module(module), Some((name, after))) = (&at, rest.split_first()) {
            let module = *module;
            rest = after;
            at = match name.as_str() {
                "super" => Target::Module(self.modules[module].parent?),
                "self" | "*" => Target::Module(module),
                name => self
                    .look_up(module, name, rest.is_empty(), seen)
                    // What a macro has defined.
                    .unwrap_or(Target::ItemOf(module)),
            };
        }
        Some(at)
    }

    /// What a name is within a module. Where it is both a module and something else, the last name
    /// of a path is the something else.
    fn look_up(
        &self,
        module: usize,
        name: &str,
        last: bool,
        seen: &mut BTreeSet<(usize, String, bool)>,
    ) -> Option<Target> {
        if !seen.insert((module, name.to_owned(), last)) {
            return None;
        }
        let here = &self.modules[module];
        let child = here.children.get(name).map(|child| Target::Module(*child));
        if child.is_some() && !last {
            return child;
        }
        if here.defined.contains(name) {
            return Some(Target::ItemOf(module));
        }
        let mut found = child;
        for import in here.imports.iter().filter(|import| import.name == name) {
            let target = self.resolve_within(module, &import.path, seen);
            match target {
                Some(Target::Module(_)) if found.is_none() => found = target,
                Some(Target::Module(_)) | None => {}
                Some(_) => return target,
            }
        }
        if found.is_some() {
            return found;
        }
        here.imports
            .iter()
            .filter(|import| import.name == "*")
            .find_map(
                |import| match self.resolve_within(module, &import.path, seen)? {
                    Target::Module(all_of) => self.look_up(all_of, name, last, seen),
                    Target::ItemOf(_) | Target::External(_) => None,
                },
            )
    }

    /// `folder` is where the files of its children are.
    fn read_file(
        &mut self,
        path: String,
        file: &Path,
        folder: &Path,
        parent: Option<usize>,
    ) -> usize {
        let text =
            fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let parsed =
            syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        self.read_items(path, file, folder, parent, &parsed.items)
    }

    fn read_items(
        &mut self,
        path: String,
        file: &Path,
        folder: &Path,
        parent: Option<usize>,
        items: &[Item],
    ) -> usize {
        let index = self.modules.len();
        let mut reader = Reader::new(Module {
            path: path.clone(),
            file: file.to_owned(),
            parent,
            children: BTreeMap::new(),
            defined: BTreeSet::new(),
            imports: Vec::new(),
            references: Vec::new(),
            calls: Vec::new(),
            methods: Vec::new(),
        });
        for item in items {
            reader.define(item);
            reader.visit_item(item);
        }
        self.modules.push(reader.module);
        for item in items {
            let Item::Mod(child) = item else { continue };
            if only_for_tests(&child.attrs) {
                continue;
            }
            let name = child.ident.to_string();
            let child_path = format!("{path}::{name}");
            let child_folder = folder.join(&name);
            let read = match &child.content {
                Some((_, items)) => {
                    self.read_items(child_path, file, &child_folder, Some(index), items)
                }
                None => {
                    let beside = folder.join(format!("{name}.rs"));
                    let inside = child_folder.join("mod.rs");
                    let file = if beside.exists() { beside } else { inside };
                    self.read_file(child_path, &file, &child_folder, Some(index))
                }
            };
            self.modules[index].children.insert(name, read);
        }
        index
    }
}

fn only_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let is_cfg = attribute.path().is_ident("cfg");
        is_cfg
            && attribute.meta.require_list().is_ok_and(|list| {
                let words = idents(list.tokens.clone());
                let has = |word: &str| words.iter().any(|known| known == word);
                (has("test") || has("doctest")) && !has("not") && !has("any")
            })
    }) || attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("test"))
}

fn idents(tokens: TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => found.push(ident.to_string()),
            TokenTree::Group(group) => found.extend(idents(group.stream())),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
    found
}

/// Collects what the code of one module names.
struct Reader {
    module: Module,
    /// The type whose `impl` is being read.
    self_type: Option<Vec<String>>,
    /// Parameters of the function that is being read, with their types.
    parameters: Vec<(String, Vec<String>)>,
}

impl Reader {
    fn new(module: Module) -> Self {
        Self {
            module,
            self_type: None,
            parameters: Vec::new(),
        }
    }

    fn define(&mut self, item: &Item) {
        let name = match item {
            Item::Const(item) => &item.ident,
            Item::Enum(item) => &item.ident,
            Item::Fn(item) => &item.sig.ident,
            Item::Static(item) => &item.ident,
            Item::Struct(item) => &item.ident,
            Item::Trait(item) => &item.ident,
            Item::Type(item) => &item.ident,
            Item::Union(item) => &item.ident,
            Item::Macro(item) => match &item.ident {
                Some(ident) => ident,
                None => return,
            },
            _ => return,
        };
        self.module.defined.insert(name.to_string());
    }

    fn refer(&mut self, path: Vec<String>, line: usize) {
        self.module.references.push(Reference { path, line });
    }

    fn import(&mut self, tree: &UseTree, before: &[String], re_exported: bool) {
        let with = |name: String| [before, &[name]].concat();
        let line = tree.span().start().line;
        let (name, path) = match tree {
            UseTree::Path(path) => {
                return self.import(&path.tree, &with(path.ident.to_string()), re_exported);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, before, re_exported);
                }
                return;
            }
            UseTree::Name(name) if name.ident == "self" => {
                let Some(last) = before.last() else { return };
                (last.clone(), with("self".to_owned()))
            }
            UseTree::Name(name) => (name.ident.to_string(), with(name.ident.to_string())),
            UseTree::Rename(rename) => (rename.rename.to_string(), with(rename.ident.to_string())),
            UseTree::Glob(_) => ("*".to_owned(), with("*".to_owned())),
        };
        self.module.imports.push(Import {
            name,
            path,
            re_exported,
            line,
        });
    }

    /// Paths of two names and more in tokens that are no Rust as they stand.
    fn scan(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        let mut line = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.take_scanned(&mut path, line);
                    }
                    line = ident.span().start().line;
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.take_scanned(&mut path, line);
                    self.scan(group.stream());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => self.take_scanned(&mut path, line),
            }
        }
        self.take_scanned(&mut path, line);
    }

    fn take_scanned(&mut self, path: &mut Vec<String>, line: usize) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.refer(path, line);
        }
    }

    /// Paths that serde and schemars are told as text: `with = "…"`.
    fn scan_attribute(&mut self, tokens: TokenStream) {
        const KEYS: [&str; 10] = [
            "with",
            "default",
            "serialize_with",
            "deserialize_with",
            "skip_serializing_if",
            "schema_with",
            "from",
            "try_from",
            "into",
            "transform",
        ];
        let mut key = String::new();
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => key = ident.to_string(),
                TokenTree::Group(group) => self.scan_attribute(group.stream()),
                TokenTree::Literal(literal) if KEYS.contains(&key.as_str()) => {
                    let line = literal.span().start().line;
                    let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) else {
                        continue;
                    };
                    if let Ok(path) = text.parse::<syn::Path>() {
                        self.refer(names(&path), line);
                    }
                }
                TokenTree::Literal(_) | TokenTree::Punct(_) => {}
            }
        }
    }

    fn within_function(&mut self, signature: &syn::Signature, visit: impl FnOnce(&mut Self)) {
        let parameters = signature.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Receiver(_) => Some(("self".to_owned(), self.self_type.clone()?)),
            syn::FnArg::Typed(typed) => match &*typed.pat {
                syn::Pat::Ident(name) => Some((name.ident.to_string(), type_names(&typed.ty)?)),
                _ => None,
            },
        });
        let parameters = parameters.collect();
        let outer = std::mem::replace(&mut self.parameters, parameters);
        visit(self);
        self.parameters = outer;
    }
}

fn names(path: &syn::Path) -> Vec<String> {
    let segments = path.segments.iter();
    segments.map(|segment| segment.ident.to_string()).collect()
}

fn type_names(of: &Type) -> Option<Vec<String>> {
    match of {
        Type::Path(path) => Some(names(&path.path)),
        Type::Reference(reference) => type_names(&reference.elem),
        _ => None,
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Const(item) => &item.attrs,
            Item::Enum(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            Item::Macro(item) => &item.attrs,
            Item::Static(item) => &item.attrs,
            Item::Struct(item) => &item.attrs,
            Item::Trait(item) => &item.attrs,
            Item::Type(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            // Modules are read apart.
            Item::Mod(_) => return,
            _ => return visit::visit_item(self, item),
        };
        if !only_for_tests(attributes) {
            visit::visit_item(self, item);
        }
    }

    /// `pub(super)` says who may name this, and names nobody.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let re_exported = !matches!(item.vis, Visibility::Inherited);
        self.import(&item.tree, &[], re_exported);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let outer = std::mem::replace(&mut self.self_type, type_names(&item.self_ty));
        visit::visit_item_impl(self, item);
        if item.trait_.is_none()
            && let Some(on) = &self.self_type
        {
            for item in &item.items {
                if let syn::ImplItem::Fn(method) = item {
                    let method = method.sig.ident.to_string();
                    self.module.methods.push((on.clone(), method));
                }
            }
        }
        self.self_type = outer;
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.within_function(&item.sig, |reader| visit::visit_item_fn(reader, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !only_for_tests(&item.attrs) {
            self.within_function(&item.sig, |reader| visit::visit_impl_item_fn(reader, item));
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if let Expr::Path(receiver) = &*call.receiver
            && let Some(name) = receiver.path.get_ident()
            && let Some((_, on)) = self.parameters.iter().find(|(known, _)| name == known)
        {
            self.module.calls.push(Call {
                on: on.clone(),
                method: call.method.to_string(),
                line: call.method.span().start().line,
            });
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let line = path.span().start().line;
        let written = names(path);
        if let [first, method] = written.as_slice()
            && first == "Self"
            && let Some(on) = &self.self_type
        {
            self.module.calls.push(Call {
                on: on.clone(),
                method: method.clone(),
                line,
            });
        }
        self.refer(written, line);
        visit::visit_path(self, path);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.scan_attribute(list.tokens.clone());
        }
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        let arguments = Punctuated::<Expr, Token![,]>::parse_terminated;
        self.visit_path(&called.path);
        match called.parse_body_with(arguments) {
            Ok(arguments) => {
                for argument in &arguments {
                    Visit::visit_expr(self, argument);
                }
            }
            Err(_) => self.scan(called.tokens.clone()),
        }
    }
}
