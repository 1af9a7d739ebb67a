using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ReluDc.Engine;

/// <summary>
/// Reads from a cell's semantic model what it has to do with variables: each mention of one is followed outwards, through what is done with
/// the object, until it is clear that the object stays as it is, or not.
/// </summary>
internal sealed class UseFinder
{
    private readonly int unit;
    private readonly Compilation compilation;
    private readonly Func<string, int> unitOf;
    private readonly IReadOnlyList<CellUses> before;
    private readonly bool changesArguments; // whether functions of this very cell do
    private readonly CellUses uses = new();
    private readonly HashSet<CellVariable> changeable = []; // of those that the cell names
    private readonly HashSet<int> runs = []; // cells whose code it may run: a function, or what is computed when it is asked for
    private readonly HashSet<CellVariable> functions = []; // that the cell calls, and that give back something that may change
    private readonly HashSet<CellVariable> unknownTargets = []; // that may hold any of those
    private readonly Dictionary<CellVariable, HashSet<CellVariable>> alike; // of the cells before
    private readonly Lazy<HashSet<string>> stateless;
    private bool touchesUnknown; // something that cannot be told from any of them
    private bool touchesUnknownLatently;

    public UseFinder(int unit, Compilation compilation, Func<string, int> unitOf, IReadOnlyList<CellUses> before, bool changesArguments) =>
        (this.unit, this.compilation, this.unitOf, this.before, this.changesArguments, alike, stateless) =
            (unit, compilation, unitOf, before, changesArguments, CellGraph.Alike(before), new(() => Mutability.VouchedFor(compilation)));

    /// <summary>The uses.</summary>
    public CellUses Find()
    {
        foreach (var member in compilation.ScriptClass?.GetMembers().Where(member => !member.IsImplicitlyDeclared) ?? [])
            uses.Declares.Add(member.Name);
        var seen = new HashSet<SyntaxNode>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodes())
                if (model.GetOperation(node) is { Parent: null } root)
                    foreach (var operation in root.DescendantsAndSelf())
                    {
                        seen.Add(operation.Syntax);
                        Look(operation);
                        foreach (var changed in Origins.ChangedBy(operation))
                            Change(changed, model);
                    }
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<RefExpressionSyntax>().SelectMany(reference =>
                reference.DescendantNodes().OfType<SimpleNameSyntax>()).Where(name => !seen.Contains(name)))
                if (model.GetSymbolInfo(name).Symbol is { } symbol && VariableOf(symbol) is { } variable)
                    RefersTo(variable); // of which operations tell nothing
        }
        foreach (var holder in changeable.ToList())
            foreach (var variable in alike.GetValueOrDefault(holder) ?? [holder])
                runs.UnionWith(Enumerable.Range(0, before.Count).Where(other => other == variable.Unit
                    || before[other].Touches.Contains(variable)));
        var reached = runs.Concat(uses.Reads.Select(read => read.Unit)).Where(other => other >= 0 && other < before.Count).ToHashSet();
        uses.IsSly |= reached.Any(other => before[other].IsSly);
        foreach (var target in unknownTargets)
            foreach (var other in changeable.Concat(functions.Where(Holds)).ToList())
                Link(other, target);
        changeable.UnionWith(functions.Where(Holds));
        if (touchesUnknown || uses.IsSly)
            uses.Touches.UnionWith(changeable);
        if (touchesUnknownLatently || uses.IsSly)
            uses.Latent.UnionWith(changeable);
        uses.Touches.UnionWith(uses.Latent);
        foreach (var other in runs.Where(other => other >= 0 && other < before.Count))
        {
            uses.LatentReads.UnionWith(before[other].LatentReads);
            // what its functions do, this cell does when it calls them, and may hand on
            uses.Touches.UnionWith(before[other].Latent);
            uses.Latent.UnionWith(before[other].Latent);
            uses.ReadsWorld |= before[other].ReadsWorld;
            uses.ChangesWorld |= before[other].ChangesWorld;
        }
        return uses;
    }

    private void RefersTo(CellVariable variable)
    {
        if (variable.Unit != unit)
            (_, _) = (uses.Reads.Add(variable), runs.Add(variable.Unit));
        (_, _, _) = (changeable.Add(variable), uses.Touches.Add(variable), uses.Latent.Add(variable));
    }

    /// <summary>Whether a function gives back what a variable holds: else it holds nothing of its own.</summary>
    private bool Holds(CellVariable function) => alike.ContainsKey(function)
        || uses.Aliases.Any(pair => pair.Item1 == function || pair.Item2 == function);

    private void Look(IOperation operation)
    {
        switch (operation)
        {
            case IFieldReferenceOperation { Field: { IsStatic: false } field } when VariableOf(field) is { } variable:
                Mention(operation, variable, field.Type);
                break;
            case IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false } field } when Mutability.IsOfCell(field):
                Static(operation, field, field.Type, field.IsReadOnly);
                break;
            case IPropertyReferenceOperation { Property: { IsStatic: true } property } when Mutability.IsOfCell(property):
                Static(operation, property, property.Type, property.SetMethod is null);
                break;
            case IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false, IsReadOnly: false } }:
            case IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod: not null } }:
                uses.ReadsWorld = true;
                uses.ChangesWorld |= IsWritten(operation);
                break;
            case IPropertyReferenceOperation { Property: var property } when VariableOf(property) is { } variable:
                Mention(operation, variable, property.Type);
                break;
            case ILocalReferenceOperation { Local: var local } when Mutability.MayHold(local.Type):
                Follow(operation, null, local);
                break;
            case IParameterReferenceOperation { Parameter: var parameter } when Mutability.MayHold(parameter.Type):
                Follow(operation, null, null);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: IFieldSymbol found } when VariableOf(found) is { } variable:
                unknownTargets.Add(variable);
                break;
            case IRecursivePatternOperation { DeclaredSymbol: IFieldSymbol found } when VariableOf(found) is { } variable:
                unknownTargets.Add(variable);
                break;
            case IListPatternOperation { DeclaredSymbol: IFieldSymbol found } when VariableOf(found) is { } variable:
                unknownTargets.Add(variable);
                break;
            case IMethodReferenceOperation { Method: var method }:
                Called(method);
                break;
            case IInvocationOperation { TargetMethod: var method }:
                Called(method);
                if (VariableOf(method) is { } function && method.MethodKind == MethodKind.Ordinary && Mutability.MayHold(method.ReturnType))
                {
                    functions.Add(function);
                    Follow(operation, function, null); // what it gives back may be what a variable holds
                }
                break;
            case IObjectCreationOperation { Constructor: { } constructor }:
                Called(constructor);
                break;
            case IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation
                or IDynamicObjectCreationOperation or IAddressOfOperation:
                (touchesUnknown, uses.ChangesWorld, uses.ReadsWorld) = (true, true, true);
                touchesUnknownLatently |= Origins.IsLatent(operation);
                break;
        }
    }

    /// <summary>A variable or function of a cell; null for anything else.</summary>
    private CellVariable? VariableOf(ISymbol symbol) =>
        Mutability.IsVariable(symbol) ? new(unitOf(symbol.ContainingType.Name), symbol.Name) : null;

    private void Mention(IOperation operation, CellVariable variable, ITypeSymbol type)
    {
        if (Origins.IsLatent(operation))
            uses.LatentReads.Add(variable);
        if (variable.Unit != unit)
        {
            uses.Reads.Add(variable);
            if (Mutability.MayHold(type) || operation is IPropertyReferenceOperation)
                runs.Add(variable.Unit);
        }
        if (IsWritten(operation) && (variable.Unit != unit || Origins.IsLatent(operation)))
            Touch(operation, variable);
        if (!Mutability.MayHold(type))
            return;
        changeable.Add(variable);
        Follow(operation, variable, null);
    }

    private void Called(IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.Ordinary && VariableOf(method) is { } function && function.Unit != unit)
        {
            uses.Reads.Add(function);
            runs.Add(function.Unit);
        }
        else if (Mutability.IsOfCell(method.ContainingType))
            runs.Add(UnitOf(method));
        uses.ChangesWorld |= Callee.ChangesWorld(method, assembly => stateless.Value.Contains(assembly.Name));
        uses.ReadsWorld |= Callee.ReadsWorld(method, assembly => stateless.Value.Contains(assembly.Name));
    }

    /// <summary>A static member of a cell or its types: no new run of the cell makes it anew.</summary>
    private void Static(IOperation operation, ISymbol member, ITypeSymbol type, bool isReadOnly)
    {
        runs.Add(UnitOf(member));
        if (VariableOf(member) is { } variable && variable.Unit != unit)
            uses.Reads.Add(variable);
        var isChangeable = Mutability.MayHold(type);
        uses.ReadsWorld |= isChangeable || !isReadOnly;
        uses.ChangesWorld |= isChangeable || IsWritten(operation);
    }

    private int UnitOf(ISymbol member) => Mutability.CellOf(member.ContainingType) is { } cell ? unitOf(cell.Name) : -1;

    /// <summary>What is changed is touched, where it comes from.</summary>
    private void Change(IOperation changed, SemanticModel model)
    {
        foreach (var origin in Origins.Of(changed))
            switch (origin)
            {
                case IMemberReferenceOperation { Member: var member } when VariableOf(member) is { } variable:
                    if (!Origins.IsPlaceOf(changed, origin) || variable.Unit != unit || Origins.IsLatent(changed))
                        Touch(origin, variable);
                    if (changed.Parent is IMethodReferenceOperation)
                        uses.Latent.Add(variable); // when somebody calls it
                    break;
                case IInvocationOperation { TargetMethod: var method } when VariableOf(method) is { } function:
                    Touch(origin, function);
                    break;
                case IMemberReferenceOperation { Instance: null }:
                    uses.ChangesWorld |= Mutability.IsOfCell(((IMemberReferenceOperation)origin).Member);
                    break;
                case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }
                    or IMemberReferenceOperation { Instance: IInstanceReferenceOperation
                        { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } }:
                    uses.IsSly |= Origins.IsHidden(origin, model);
                    break;
                case ILocalReferenceOperation { Local: var local }:
                    ChangeLocal(changed, origin, local, local.RefKind != RefKind.None, () => IsFresh(local));
                    break;
                case IParameterReferenceOperation { Parameter: var parameter }:
                    ChangeLocal(changed, origin, parameter, parameter.RefKind != RefKind.None, () => false);
                    break;
            }

        void ChangeLocal(IOperation changed, IOperation origin, ISymbol symbol, bool isReference, Func<bool> isFresh)
        {
            if (!isReference && Origins.IsPlaceOf(changed, origin))
            {
                uses.IsSly |= Origins.IsCaptured(origin, symbol);
                return;
            }
            if (isReference && symbol is IParameterSymbol && Origins.IsPlaceOf(changed, origin) || isFresh())
                return; // what it is given by reference, the caller touches
            uses.IsSly |= symbol is IParameterSymbol && Origins.IsHidden(origin, model);
            uses.ChangesArguments |= Origins.IsLatent(origin);
            Unknown(origin);
        }
    }

    /// <summary>Follows an object outwards: to where it is changed, kept, or left behind.</summary>
    /// <param name="mention">Where the code names it.</param>
    /// <param name="variable">The variable that holds it; null for a local one.</param>
    /// <param name="local">The local variable, or null.</param>
    private void Follow(IOperation mention, CellVariable? variable, ILocalSymbol? local)
    {
        var isItself = true; // not a part of it
        for (var at = mention; at.Parent is { } parent; at = parent)
            switch (parent)
            {
                case IFieldReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation
                    or IImplicitIndexerReferenceOperation when IsOn(parent, at):
                    if (IsWritten(parent) || IsAddressed(parent))
                    {
                        TouchThrough(mention, variable, local, isItself);
                        return;
                    }
                    if (!Mutability.MayHold(parent.Type))
                        return;
                    isItself = false;
                    break;
                case IInvocationOperation call when call.Instance == at:
                    if (Callee.ChangesReceiver(call.TargetMethod))
                        TouchThrough(mention, variable, local, isItself);
                    if (!Mutability.MayHold(parent.Type))
                        return;
                    isItself = false;
                    break;
                case IArgumentOperation argument:
                    if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out || ChangesArgument(argument, at.Type))
                        TouchThrough(mention, variable, local, isItself);
                    Keep(variable, argument);
                    isItself = false;
                    break;
                case IInvocationOperation or IObjectCreationOperation or IPropertyReferenceOperation: // of which it was an argument
                    if (parent.Type is null or { IsValueType: true, SpecialType: not SpecialType.None }
                        or { SpecialType: SpecialType.System_String or SpecialType.System_Void })
                        return;
                    break;
                case ISimpleAssignmentOperation assignment when assignment.Value == at:
                    if (assignment.Parent is IObjectOrCollectionInitializerOperation or IAnonymousObjectCreationOperation)
                    {
                        at = assignment; // what is made holds it
                        break;
                    }
                    KeepIn(variable, assignment.Target);
                    return;
                case IReturnOperation when FunctionOf(parent) is { } function:
                    if (mention is not IParameterReferenceOperation) // whose caller has it at hand
                        Alias(variable, function);
                    return;
                case IReturnOperation:
                    for (var around = parent; around is not null and not IAnonymousFunctionOperation; around = around.Parent)
                        parent = around;
                    parent = parent.Parent is IAnonymousFunctionOperation lambda ? lambda : parent; // which holds it
                    break;
                case IDeconstructionAssignmentOperation assignment:
                    if (assignment.Value == at)
                        KeepIn(variable, assignment.Target);
                    return;
                case IFieldInitializerOperation { InitializedFields: [var field, ..] } when VariableOf(field) is { } declared:
                    Alias(variable, declared);
                    return;
                default:
                    if (parent is IVariableInitializerOperation or IBinaryOperation or IInterpolationOperation or ILoopOperation
                        or IBlockOperation or IExpressionStatementOperation or IAnonymousFunctionOperation
                        || parent.Type is not null && !Mutability.MayHold(parent.Type) 
                            && parent is not (IConversionOperation or ITupleOperation))
                        return;
                    break;
            }
    }

    private static bool IsOn(IOperation part, IOperation whole) => part switch
    {
        IMemberReferenceOperation member => member.Instance == whole,
        IArrayElementReferenceOperation element => element.ArrayReference == whole,
        IImplicitIndexerReferenceOperation element => element.Instance == whole,
        _ => false,
    };

    private bool ChangesArgument(IArgumentOperation argument, ITypeSymbol? type) => argument.Parent switch
    {
        IInvocationOperation call => Callee.ChangesArgument(call.TargetMethod, argument.Parameter, type, OfCells),
        IObjectCreationOperation { Constructor: { } constructor } => Callee.ChangesArgument(constructor, argument.Parameter, type, OfCells),
        IPropertyReferenceOperation => false,
        _ => true,
    };

    private bool OfCells(IMethodSymbol method) => Mutability.CellOf(method.ContainingType) is not { } cell
        || unitOf(cell.Name) is var at && at == unit ? changesArguments : at >= before.Count || before[at].ChangesArguments;

    private void TouchThrough(IOperation mention, CellVariable? variable, ILocalSymbol? local, bool isItself)
    {
        if (variable is { } known)
            Touch(mention, known);
        else if (mention is IParameterReferenceOperation)
        {
            uses.ChangesArguments = true;
            Unknown(mention); // the function of a lambda is given what the cell has
        }
        else if (!(isItself && local is not null && IsFresh(local)))
        {
            uses.ChangesArguments |= Origins.IsLatent(mention);
            Unknown(mention);
        }
    }

    private void Unknown(IOperation mention)
    {
        touchesUnknown = true;
        touchesUnknownLatently |= Origins.IsLatent(mention);
    }

    private void Touch(IOperation mention, CellVariable variable)
    {
        uses.Touches.Add(variable);
        if (Origins.IsLatent(mention))
            uses.Latent.Add(variable);
    }

    /// <summary>What is given to a call may be kept by what the call changes.</summary>
    private void Keep(CellVariable? variable, IArgumentOperation argument)
    {
        if (argument.Parent is not IInvocationOperation call)
            return;
        if (call.Instance is { } on && Callee.ChangesReceiver(call.TargetMethod) && Mutability.CanChange(on.Type))
            KeepIn(variable, on);
        foreach (var other in call.Arguments.Where(other => other != argument && ChangesArgument(other, other.Value.Type)))
            KeepIn(variable, other.Value);
        if (VariableOf(call.TargetMethod) is { Unit: var of })
            foreach (var kept in of < before.Count && of >= 0 ? before[of].Latent : uses.Latent)
                Alias(variable, kept);
    }

    private void KeepIn(CellVariable? variable, IOperation holder)
    {
        foreach (var origin in Origins.Of(holder))
            if (origin is IMemberReferenceOperation { Member: var member } && VariableOf(member) is { } target)
                Alias(variable, target);
            else if (variable is { } one && !(origin is ILocalReferenceOperation { Local: var local } && IsFresh(local)))
                unknownTargets.Add(one);
    }

    /// <summary>The function of the cell that gives something back; null if it is a lambda, or of a class.</summary>
    private CellVariable? FunctionOf(IOperation given)
    {
        for (var at = given; at is not null; at = at.Parent)
            if (at is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return null;
        var function = given.Syntax.Ancestors().FirstOrDefault(around => around is MethodDeclarationSyntax or PropertyDeclarationSyntax);
        return function is not null && compilation.GetSemanticModel(function.SyntaxTree).GetDeclaredSymbol(function) is { } symbol
            ? VariableOf(symbol)
            : null;
    }

    private void Alias(CellVariable? variable, CellVariable target)
    {
        if (variable is { } one)
            Link(one, target);
        else
            unknownTargets.Add(target);
    }

    private void Link(CellVariable one, CellVariable other)
    {
        if (one != other)
            uses.Aliases.Add((one, other));
    }

    /// <summary>Whether a local variable holds what was made for it, and nothing else.</summary>
    private bool IsFresh(ILocalSymbol local)
    {
        if (local.DeclaringSyntaxReferences is not [var declaration]
            || declaration.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: var value })
            return false;
        var model = compilation.GetSemanticModel(declaration.SyntaxTree);
        var made = model.GetOperation(value);
        while (made is IConversionOperation conversion)
            made = conversion.Operand;
        return made is IObjectCreationOperation or IArrayCreationOperation or ICollectionExpressionOperation
            || made is IInvocationOperation call && Origins.MakesAnew(call);
    }

    private static bool IsAddressed(IOperation operation) => operation.Parent is IArgumentOperation
        { Parameter.RefKind: RefKind.Ref or RefKind.Out } or IAddressOfOperation
        || operation.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } };

    private static bool IsWritten(IOperation operation)
    {
        var at = operation;
        while (at.Parent is ITupleOperation or IParenthesizedOperation or IConversionOperation { IsImplicit: true })
            at = at.Parent;
        return at.Parent switch
        {
            IAssignmentOperation assignment => assignment.Target == at,
            IIncrementOrDecrementOperation => true,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
            _ => false,
        };
    }
}
