using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Ting.Measurement;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Fields;
using Ting.Server.Features.People;
using Ting.Server.Features.Surveys;
using Ting.Server.Features.Value;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;

namespace Ting.Server.Features.Segments;

/// <summary>
/// Says to a database who belongs to a segment; <see cref="SegmentJudge"/> says the same of one person. Every condition is answered from an index of the person's own rows,
/// so that looking at one more person costs the same however many there are.
/// </summary>
internal sealed class SegmentQuery(AppDb db, DateTimeOffset now)
{
    /// <summary>Records of their own: neither forgotten nor part of another.</summary>
    public IQueryable<Person> Everybody => db.People.AsNoTracking().Where(it => it.ErasedAt == null && it.MergedIntoId == null);

    public IQueryable<Person> Among(IQueryable<Person> people, RuleMatch match, IReadOnlyList<SegmentCondition> conditions)
    {
        if (match is RuleMatch.All || conditions.Count == 0)
            return conditions.Select(Of).Aggregate(people, (left, condition) => left.Where(condition));
        return people.Where(conditions.Select(Of).Aggregate(Either));
    }

    private Expression<Func<Person, bool>> Of(SegmentCondition it) => it.Field switch
    {
        SegmentField.Tier => Chosen(it, OfTier(it)),
        SegmentField.Language => Chosen(it, OfLanguage(it)),
        SegmentField.AccessLane => Chosen(it, person => person.AccessLane),
        SegmentField.FirstSeen => Gone(it, cutoff => person => person.CreatedAt <= cutoff, cutoff => person => person.CreatedAt >= cutoff, null),
        SegmentField.LastContact => Gone(
            it,
            cutoff => person => db.Set<Conversation>().Any(one => one.PersonId == person.Id) && !db.Set<Conversation>().Any(one => one.PersonId == person.Id && one.LastMessageAt > cutoff),
            cutoff => person => db.Set<Conversation>().Any(one => one.PersonId == person.Id && one.LastMessageAt >= cutoff),
            person => db.Set<Conversation>().Any(one => one.PersonId == person.Id)),
        SegmentField.LastOrder => Gone(
            it,
            cutoff => person => db.Set<Order>().Any(one => one.PersonId == person.Id && one.Amount > 0) && !db.Set<Order>().Any(one => one.PersonId == person.Id && one.Amount > 0 && one.PlacedAt > cutoff),
            cutoff => person => db.Set<Order>().Any(one => one.PersonId == person.Id && one.Amount > 0 && one.PlacedAt >= cutoff),
            person => db.Set<Order>().Any(one => one.PersonId == person.Id && one.Amount > 0)),
        SegmentField.OpenConversations => Compared(
            it, person => db.Set<Conversation>().Count(one => one.PersonId == person.Id && one.Status != ConversationStatus.Resolved && one.Status != ConversationStatus.Merged), it.Whole),
        SegmentField.Orders => Compared(it, person => db.Set<Order>().Count(one => one.PersonId == person.Id && one.Amount > 0), it.Whole),
        SegmentField.LastScore => Compared(it, person => (from one in db.Set<Conversation>()
                                                          where one.PersonId == person.Id
                                                          join rating in db.Set<SatisfactionRating>() on one.Id equals rating.ConversationId
                                                          where rating.Score != null
                                                          orderby rating.AnsweredAt ?? rating.AskedAt descending, one.Id descending // no index has this order: the way leads over the person's conversations
                                                          select rating.Score).FirstOrDefault(), it.Whole),
        SegmentField.Revenue => Compared(it, person => db.Set<CustomerValue>().Where(one => one.PersonId == person.Id).Select(one => (long?)one.Revenue).FirstOrDefault() ?? 0L, it.Whole * 100L),
        SegmentField.Rfm => Chosen(it, OfRfm(it)),
        SegmentField.ChurnRisk => OfRisk(it),
        SegmentField.Label => Chosen(it, OfLabel(it)),
        SegmentField.Fact => OfFact(it),
        SegmentField.Own => OfOwn(it),
        _ => throw new ArgumentOutOfRangeException(nameof(it), it.Field, null),
    };

    private static Expression<Func<Person, bool>> OfTier(SegmentCondition it)
    {
        var (values, none) = (it.Values, it.Values.Contains(SegmentValues.None));
        return person => person.Tier == null ? none : values.Contains(person.Tier);
    }

    private static Expression<Func<Person, bool>> OfLanguage(SegmentCondition it)
    {
        var (values, none) = (it.Values, it.Values.Contains(SegmentValues.None));
        return person => person.Language == null ? none : values.Contains(person.Language);
    }

    private Expression<Func<Person, bool>> OfRfm(SegmentCondition it)
    {
        RfmSegment[] values = [.. it.Values.Select(Choice.Of<RfmSegment>).OfType<RfmSegment>()];
        return person => db.Set<CustomerValue>().Any(one => one.PersonId == person.Id && values.Contains(one.Segment));
    }

    private Expression<Func<Person, bool>> OfRisk(SegmentCondition it)
    {
        var alive = SegmentJudge.AliveAt(it.Whole);
        return it.Operator switch
        {
            SegmentOperator.AtLeast => person => db.Set<CustomerValue>().Any(one => one.PersonId == person.Id && one.Alive <= alive),
            SegmentOperator.AtMost => person => db.Set<CustomerValue>().Any(one => one.PersonId == person.Id && one.Alive >= alive),
            _ => Known(it, person => db.Set<CustomerValue>().Any(one => one.PersonId == person.Id && one.Alive != null)),
        };
    }

    private Expression<Func<Person, bool>> OfLabel(SegmentCondition it)
    {
        Guid[] labels = [.. it.Values.Select(Guid.Parse)];
        return person => db.Set<Conversation>().Any(one => one.PersonId == person.Id && db.Set<ConversationLabel>().Any(link => link.ConversationId == one.Id && labels.Contains(link.LabelId)));
    }

    private Expression<Func<Person, bool>> OfFact(SegmentCondition it)
    {
        var attribute = it.Key;
        if (it.Operator is SegmentOperator.Known or SegmentOperator.Unknown)
            return Known(it, person => db.Set<Fact>().Any(one => one.PersonId == person.Id && one.Status == FactStatus.Accepted && one.Attribute == attribute));

        var words = SegmentValues.Variants(it.Values);
        return Chosen(it, person => db.Set<Fact>().Any(one => one.PersonId == person.Id && one.Status == FactStatus.Accepted && one.Attribute == attribute && words.Any(word => one.Value.Contains(word))));
    }

    private Expression<Func<Person, bool>> OfOwn(SegmentCondition it)
    {
        var (field, bound) = (it.OwnId, SegmentJudge.BoundOf(it, DateOnly.FromDateTime(now.UtcDateTime)));
        var (words, numbers) = (SegmentJudge.WordsOf(it), SegmentJudge.NumbersOf(it));
        return it.Operator switch
        {
            SegmentOperator.AtLeast => person => db.Set<FieldValue>().Any(one => one.PersonId == person.Id && one.FieldId == field && one.Number >= bound),
            SegmentOperator.AtMost => person => db.Set<FieldValue>().Any(one => one.PersonId == person.Id && one.FieldId == field && one.Number <= bound),
            SegmentOperator.Known or SegmentOperator.Unknown => Known(it, person => db.Set<FieldValue>().Any(one => one.PersonId == person.Id && one.FieldId == field)),
            _ when numbers.Length > 0 => Chosen(it, person => db.Set<FieldValue>().Any(one => one.PersonId == person.Id && one.FieldId == field
                && ((one.Word != null && words.Contains(one.Word)) || (one.Word == null && one.Number != null && numbers.Contains(one.Number.Value))))),
            _ => Chosen(it, person => db.Set<FieldValue>().Any(one => one.PersonId == person.Id && one.FieldId == field && one.Word != null && words.Contains(one.Word))),
        };
    }

    private static Expression<Func<Person, bool>> Chosen(SegmentCondition it, Expression<Func<Person, bool>> there) => it.Operator is SegmentOperator.Is ? there : Not(there);

    private static Expression<Func<Person, bool>> Known(SegmentCondition it, Expression<Func<Person, bool>> known) => it.Operator is SegmentOperator.Known ? known : Not(known);

    private static Expression<Func<Person, bool>> Compared<TNumber>(SegmentCondition it, Expression<Func<Person, TNumber>> held, long asked)
    {
        if (it.Operator is SegmentOperator.Known or SegmentOperator.Unknown)
            return Known(it, Expression.Lambda<Func<Person, bool>>(Expression.NotEqual(held.Body, Expression.Constant(null, held.ReturnType)), held.Parameters));

        // as a captured variable: the database sees one statement with changing values
        Expression<Func<long?>> given = () => asked;
        var value = Expression.Convert(held.Body, typeof(long?));
        return Expression.Lambda<Func<Person, bool>>(it.Operator is SegmentOperator.AtLeast ? Expression.GreaterThanOrEqual(value, given.Body) : Expression.LessThanOrEqual(value, given.Body), held.Parameters);
    }

    private Expression<Func<Person, bool>> Gone(
        SegmentCondition it, Func<DateTimeOffset, Expression<Func<Person, bool>>> atLeast, Func<DateTimeOffset, Expression<Func<Person, bool>>> atMost, Expression<Func<Person, bool>>? known) => it.Operator switch
        {
            SegmentOperator.AtLeast => atLeast(now.AddDays(-it.Whole)),
            SegmentOperator.AtMost => atMost(now.AddDays(-it.Whole)),
            _ => Known(it, known!),
        };

    private static Expression<Func<Person, bool>> Not(Expression<Func<Person, bool>> condition) => Expression.Lambda<Func<Person, bool>>(Expression.Not(condition.Body), condition.Parameters);

    private static Expression<Func<Person, bool>> Either(Expression<Func<Person, bool>> one, Expression<Func<Person, bool>> other) => Expression.Lambda<Func<Person, bool>>(
        Expression.OrElse(one.Body, ReplacingExpressionVisitor.Replace(other.Parameters[0], one.Parameters[0], other.Body)), one.Parameters);
}
