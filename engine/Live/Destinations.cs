using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ReluDc.Engine;

/// <summary>Follows an object outwards, from where a cell names it: to where it is changed, kept, or left behind.</summary>
/// <param name="compilation">The compiled cell.</param>
/// <param name="found">Takes down what becomes of it.</param>
internal sealed class Destinations(Compilation compilation, FoundUses found)
{
    /// <summary>Follows an object from one mention of it.</summary>
    /// <param name="mention">Where the code names it.</param>
    /// <param name="variable">The variable that holds it; null for a local one.</param>
    /// <param name="local">The local variable, or null.</param>
    public void Follow(IOperation mention, CellVariable? variable, ILocalSymbol? local)
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
                case IReturnOperation when InnerFunctionAround(parent) is ILocalFunctionOperation:
                    TouchThrough(mention, variable, local, isItself); // what is done with it, calls within the function tell
                    if (FunctionAround(parent) is { } around)
                        found.Returns(variable, around);
                    return;
                case IReturnOperation when FunctionOf(parent) is { } function:
                    if (mention is not IParameterReferenceOperation // whose caller has it at hand
                        && !(local is not null && IsOfNobodyElse(mention, local)))
                        found.Returns(variable, function);
                    return;
                case IReturnOperation:
                    for (var outer = parent; outer is not null and not IAnonymousFunctionOperation; outer = outer.Parent)
                        parent = outer;
                    parent = parent.Parent is IAnonymousFunctionOperation lambda ? lambda : parent; // which holds it
                    break;
                case IDeconstructionAssignmentOperation assignment:
                    if (assignment.Value == at)
                        KeepIn(variable, assignment.Target);
                    return;
                case IFieldInitializerOperation { InitializedFields: [var field, ..] } when found.VariableOf(field) is { } declared:
                    found.Alias(variable, declared);
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

    /// <summary>Whether an operation names a place that gets another value.</summary>
    public static bool IsWritten(IOperation operation)
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

    private static bool IsAddressed(IOperation operation) => operation.Parent is IArgumentOperation
        { Parameter.RefKind: RefKind.Ref or RefKind.Out } or IAddressOfOperation
        || operation.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } };

    private static bool IsOn(IOperation part, IOperation whole) => part switch
    {
        IMemberReferenceOperation member => member.Instance == whole,
        IArrayElementReferenceOperation element => element.ArrayReference == whole,
        IImplicitIndexerReferenceOperation element => element.Instance == whole,
        _ => false,
    };

    /// <summary>Whether a local variable holds what was made for it, for good: nobody else does, nor does it hold others' things.</summary>
    private bool IsOfNobodyElse(IOperation mention, ILocalSymbol local) => Origins.IsFresh(local, compilation)
        && (local.Type is IArrayTypeSymbol array ? !Mutability.MayHold(array.ElementType)
            : local.Type is INamedTypeSymbol named && Mutability.IsOfFramework(named.ContainingAssembly)
                && named.TypeArguments is [_, ..] parts && !parts.Any(Mutability.MayHold))
        && mention.SemanticModel is { } model
        && mention.Syntax.SyntaxTree.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(
                model.GetSymbolInfo(name).Symbol, local))
            .All(name => model.GetOperation(name) is { } other && !Origins.IsCaptured(other, local) && other.Parent switch
            {
                IReturnOperation => true,
                IArrayElementReferenceOperation or IPropertyReferenceOperation => IsOn(other.Parent, other) && !IsAddressed(other.Parent),
                IInvocationOperation call => call.Instance == other && !Mutability.MayHold(call.Type),
                _ => false, // replaced, given away
            });

    private bool ChangesArgument(IArgumentOperation argument, ITypeSymbol? type) => argument.Parent switch
    {
        IInvocationOperation call => Callee.ChangesArgument(call.TargetMethod, argument.Parameter, type, found.ChangeArguments),
        IObjectCreationOperation { Constructor: { } constructor } =>
            Callee.ChangesArgument(constructor, argument.Parameter, type, found.ChangeArguments),
        IPropertyReferenceOperation => false,
        _ => true,
    };

    private void TouchThrough(IOperation mention, CellVariable? variable, ILocalSymbol? local, bool isItself)
    {
        if (variable is { } known)
            found.Touch(mention, known);
        else if (mention is IParameterReferenceOperation)
        {
            found.Uses.ChangesArguments = true;
            found.Unknown(mention); // the function of a lambda is given what the cell has
        }
        else if (!(isItself && local is not null && Origins.IsFresh(local, compilation)))
        {
            found.Uses.ChangesArguments |= Origins.IsLatent(mention);
            found.Unknown(mention);
        }
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
        foreach (var of in CellsBehind(call))
            foreach (var kept in found.LatentOf(of))
                found.Alias(variable, kept);
    }

    /// <summary>The cells whose function is called, or who hold what is called.</summary>
    private IEnumerable<int> CellsBehind(IInvocationOperation call)
    {
        IEnumerable<ISymbol> called = call.TargetMethod.MethodKind == MethodKind.DelegateInvoke
            ? Origins.Of(call.Instance).OfType<IMemberReferenceOperation>().Select(origin => origin.Member)
            : [call.TargetMethod];
        return called.Select(found.VariableOf).OfType<CellVariable>().Select(one => one.Unit);
    }

    private void KeepIn(CellVariable? variable, IOperation holder)
    {
        foreach (var origin in Origins.Of(holder))
            if (origin is IMemberReferenceOperation { Member: var member } && found.VariableOf(member) is { } target)
            {
                if (origin.Type is null || Mutability.MayHold(origin.Type)) // not a number that the holder was made with
                    found.Alias(variable, target);
            }
            else if (variable is { } one
                && !(origin is ILocalReferenceOperation { Local: var local } && Origins.IsFresh(local, compilation)))
            {
                found.MayHoldAny(one);
                if (origin is IParameterReferenceOperation)
                    found.Touch(origin, one); // who calls has it then, under a name that is not known here
            }
    }

    /// <summary>The lambda, or the function inside of another, around some code; null if there is none.</summary>
    private static IOperation? InnerFunctionAround(IOperation code)
    {
        var at = code;
        while (at is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation))
            at = at.Parent;
        return at;
    }

    /// <summary>The function of the cell that gives something back; null if it is a lambda, or of a class.</summary>
    private CellVariable? FunctionOf(IOperation given) => InnerFunctionAround(given) is null ? FunctionAround(given) : null;

    /// <summary>The function of the cell around some code; null if there is none, or it is of a class.</summary>
    private CellVariable? FunctionAround(IOperation code)
    {
        var function = code.Syntax.Ancestors().FirstOrDefault(around => around is MethodDeclarationSyntax or PropertyDeclarationSyntax);
        return function is not null && compilation.GetSemanticModel(function.SyntaxTree).GetDeclaredSymbol(function) is { } symbol
            ? found.VariableOf(symbol)
            : null;
    }
}
