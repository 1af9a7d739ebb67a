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
    private readonly Lazy<HashSet<string>> stateless;
    private bool touchesUnknown; // something that cannot be told from any of them
    private bool touchesUnknownLatently;

    public UseFinder(int unit, Compilation compilation, Func<string, int> unitOf, IReadOnlyList<CellUses> before, bool changesArguments) =>
        (this.unit, this.compilation, this.unitOf, this.before, this.changesArguments, stateless) = (unit, compilation, unitOf, before,
            changesArguments, new(() => Mutability.VouchedFor(compilation)));

    /// <summary>The uses.</summary>
    public CellUses Find()
    {
        foreach (var member in compilation.ScriptClass?.GetMembers().Where(member => !member.IsImplicitlyDeclared) ?? [])
            uses.Declares.Add(member.Name);
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodes())
                if (model.GetOperation(node) is { Parent: null } root)
                    foreach (var operation in root.DescendantsAndSelf())
                        Look(operation);
        }
        if (touchesUnknown)
            uses.Touches.UnionWith(changeable);
        if (touchesUnknownLatently)
            uses.Latent.UnionWith(changeable);
        uses.Touches.UnionWith(uses.Latent);
        foreach (var other in runs.Where(other => other < before.Count))
        {
            // what its functions do, this cell does when it calls them, and may hand on
            uses.Touches.UnionWith(before[other].Latent);
            uses.Latent.UnionWith(before[other].Latent);
            uses.ReadsWorld |= before[other].ReadsWorld;
            uses.ChangesWorld |= before[other].ChangesWorld;
        }
        return uses;
    }

    private void Look(IOperation operation)
    {
        switch (operation)
        {
            case IFieldReferenceOperation { Field: var field } when VariableOf(field) is { } variable:
                Mention(operation, variable, field.Type);
                break;
            case IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false, IsReadOnly: false } }:
            case IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod: not null } }:
                uses.ReadsWorld = true;
                uses.ChangesWorld |= IsWritten(operation);
                break;
            case IPropertyReferenceOperation { Property: var property } when VariableOf(property) is { } variable:
                Mention(operation, variable, property.Type);
                break;
            case ILocalReferenceOperation { Local: var local } when Mutability.CanChange(local.Type):
                Follow(operation, null, local);
                break;
            case IParameterReferenceOperation { Parameter: var parameter } when Mutability.CanChange(parameter.Type):
                Follow(operation, null, null);
                break;
            case IMethodReferenceOperation { Method: var method }:
                Called(method);
                break;
            case IInvocationOperation { TargetMethod: var method }:
                Called(method);
                break;
            case IObjectCreationOperation { Constructor: { } constructor }:
                Called(constructor);
                break;
            case IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation
                or IDynamicObjectCreationOperation or IAddressOfOperation:
                (touchesUnknown, uses.ChangesWorld, uses.ReadsWorld) = (true, true, true);
                touchesUnknownLatently |= IsLatent(operation);
                break;
        }
    }

    /// <summary>A variable or function of a cell; null for anything else.</summary>
    private CellVariable? VariableOf(ISymbol symbol) => symbol.ContainingType is { } type
        && (type.IsScriptClass || type.TypeKind == TypeKind.Submission) ? new(unitOf(type.Name), symbol.Name) : null;

    private void Mention(IOperation operation, CellVariable variable, ITypeSymbol type)
    {
        if (variable.Unit != unit)
        {
            uses.Reads.Add(variable);
            if (Mutability.CanChange(type) || type.TypeKind is TypeKind.Delegate or TypeKind.Interface || Mutability.IsDeferred(type))
                runs.Add(variable.Unit);
        }
        if (IsWritten(operation) && (variable.Unit != unit || IsLatent(operation)))
            Touch(operation, variable);
        if (!Mutability.CanChange(type))
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
        uses.ChangesWorld |= Callee.ChangesWorld(method, assembly => stateless.Value.Contains(assembly.Name));
        uses.ReadsWorld |= Callee.ReadsWorld(method, assembly => stateless.Value.Contains(assembly.Name));
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
                    if (!Mutability.CanChange(parent.Type))
                        return;
                    isItself = false;
                    break;
                case IInvocationOperation call when call.Instance == at:
                    if (Callee.ChangesReceiver(call.TargetMethod))
                        TouchThrough(mention, variable, local, isItself);
                    if (!Mutability.CanChange(parent.Type))
                        return;
                    isItself = false;
                    break;
                case IArgumentOperation argument:
                    if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out || ChangesArgument(argument, at.Type))
                        TouchThrough(mention, variable, local, isItself);
                    isItself = false;
                    break;
                case IInvocationOperation or IObjectCreationOperation or IPropertyReferenceOperation: // of which it was an argument
                    if (parent.Type is null or { IsValueType: true, SpecialType: not SpecialType.None }
                        or { SpecialType: SpecialType.System_String or SpecialType.System_Void })
                        return;
                    break;
                case ISimpleAssignmentOperation assignment when assignment.Value == at:
                    if (assignment.Target is IMemberReferenceOperation { Member: var member } && VariableOf(member) is { } target)
                        Alias(variable, target);
                    return;
                case IFieldInitializerOperation { InitializedFields: [var field, ..] } when VariableOf(field) is { } declared:
                    Alias(variable, declared);
                    return;
                default:
                    if (parent is IVariableInitializerOperation or IBinaryOperation or IInterpolationOperation or ILoopOperation
                        or IBlockOperation or IExpressionStatementOperation or IReturnOperation or IAnonymousFunctionOperation
                        || parent.Type is not null && !Mutability.CanChange(parent.Type) && parent is not (IConversionOperation or ITupleOperation))
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

    private bool OfCells(IMethodSymbol method)
    {
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
            if (type.IsScriptClass || type.TypeKind == TypeKind.Submission)
                return unitOf(type.Name) is var at && (at == unit ? changesArguments : at >= before.Count || before[at].ChangesArguments);
        return changesArguments;
    }

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
            uses.ChangesArguments |= IsLatent(mention);
            Unknown(mention);
        }
    }

    private void Unknown(IOperation mention)
    {
        touchesUnknown = true;
        touchesUnknownLatently |= IsLatent(mention);
    }

    private void Touch(IOperation mention, CellVariable variable)
    {
        uses.Touches.Add(variable);
        if (IsLatent(mention))
            uses.Latent.Add(variable);
    }

    private void Alias(CellVariable? variable, CellVariable target)
    {
        if (variable is { } one && one != target)
            uses.Aliases.Add((one, target));
        else
            foreach (var other in changeable)
                if (other != target)
                    uses.Aliases.Add((other, target));
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
            || made is IInvocationOperation { TargetMethod: { Name: "ToArray" or "ToList" or "ToDictionary" or "ToHashSet" } };
    }

    /// <summary>Whether it runs when a function is called, not with the cell itself.</summary>
    private static bool IsLatent(IOperation operation)
    {
        for (var at = operation; at is not null; at = at.Parent!)
            if (at is IAnonymousFunctionOperation or ILocalFunctionOperation or IMethodBodyOperation or IConstructorBodyOperation)
                return true;
        return false;
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
