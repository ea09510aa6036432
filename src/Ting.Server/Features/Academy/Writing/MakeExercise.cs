using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Listening;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.Writing;

/// <summary>
/// A trainer makes an exercise of a real conversation. Only of one that this trainer may see, whose customer lets it be read, and only of words that name nobody any more;
/// what is kept beside the exercise is from which conversation it came, until that person is erased.
/// </summary>
public static partial class MakeExercise
{
    /// <summary>The lesson of the course that is begun when the house has none of its own.</summary>
    private const string NewCourse = "our-conversations";

    private const string NewLesson = "from-practice";
    private const int MostMessages = 60;
    private const int MostNames = 3_000;

    public static readonly IReadOnlyList<ExerciseKind> Kinds = [ExerciseKind.Write, ExerciseKind.Rewrite, ExerciseKind.Find];

    /// <param name="Language">zh-Hans, ja or en: of the conversation.</param>
    /// <param name="Lines">What the customer wrote and what was answered, the oldest first.</param>
    internal sealed record Source(Conversation Conversation, string Language, IReadOnlyList<Message> Lines, KnownNames Names)
    {
        public string Spoken => LanguageCode.ForEngine(Language)!;
    }

    /// <param name="Lesson">COURSE/LESSON of a course of the house's own; null to begin one.</param>
    internal sealed record Request(ExerciseKind Kind, string? Lesson, ExerciseTextFile Text, bool IsChecked);

    /// <param name="Left">What still names somebody; then nothing was made.</param>
    internal sealed record Made(string Course, string Exercise, string Language, IReadOnlyList<string> Left);

    public sealed class Handler(IDbContextFactory<AppDb> database, WholeDatabase all, Kept<Roster> rosters, WriteCourse.Handler writing, IStringLocalizer<WritingText> text, TimeProvider clock)
    {
        internal async Task<Outcome<Source>> ReadAsync(long number, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Conversations.AsNoTracking().SingleOrDefaultAsync(it => it.Number == number, cancel) is not { } conversation)
                return Refusal.NotFound("conversation.not_found");

            // Who does not want to be read in one conversation is not made an example of in another, whether this trainer sees that one or not.
            await using (var whole = await all.CreateDbContextAsync(cancel))
            {
                if (conversation.MoodHidden || await whole.Conversations.AnyAsync(it => it.PersonId == conversation.PersonId && it.MoodHidden, cancel))
                    return Refusal.Conflict("writing.not_read");
            }

            var person = await db.People.AsNoTracking().Include(it => it.Identities).SingleAsync(it => it.Id == conversation.PersonId, cancel);
            if (person.ErasedAt is not null)
                return Refusal.Conflict("writing.erased");

            var lines = await db.Messages.AsNoTracking().Where(it => it.ConversationId == conversation.Id && (it.Kind == MessageKind.Customer || it.Kind == MessageKind.Reply) && it.Text != "")
                .OrderByDescending(it => it.At).ThenByDescending(it => it.Id).Take(MostMessages).ToListAsync(cancel);
            lines.Reverse();
            if (!lines.Exists(it => it.Kind is MessageKind.Customer))
                return Refusal.Conflict("writing.nothing_said");

            var roster = await rosters.ReadAsync(cancel);
            var names = new KnownNames([.. ((string?[])[person.Name, person.Company]).Concat(person.Identities.Select(it => it.Value)).OfType<string>().Where(it => it.Length > 1)], [.. roster.Members.Take(MostNames).Select(it => it.Name)]);
            return new Source(conversation, Languages.Closest(conversation.Language) ?? Languages.Current.Code, lines, names);
        }

        internal async Task<Outcome<Made>> HandleAsync(long number, Request request, string actor, CancellationToken cancel)
        {
            if ((await ReadAsync(number, cancel)).IsRefused(out var unfit, out var source))
                return unfit;
            if (!Kinds.Contains(request.Kind))
                return Refusal.Invalid("form.choice", "kind");
            if (!request.IsChecked)
                return Refusal.Invalid("writing.unchecked", "checked");

            var left = WordsOf(request.Text).SelectMany(said => Passage.LeftIn(said, source.Spoken, source.Names)).Distinct().ToList();
            if (left.Count > 0)
                return new Made("", "", source.Language, left);

            var (course, lesson) = request.Lesson?.Split('/') is [var given, var part] ? (given, part) : (NewCourse, NewLesson);
            if (request.Lesson is null or "" && await writing.FindAsync(NewCourse, cancel) is null && (await BeginAsync(source.Language, actor, cancel)).IsRefused(out var refusal, out _))
                return refusal;
            if (await writing.FindAsync(course, cancel) is not { IsOwn: true })
                return Refusal.Invalid("writing.own_only", "lesson");

            var key = "";
            var outcome = await writing.ChangeAsync(course, actor, written =>
            {
                key = Enumerable.Range(1, int.MaxValue).Select(at => string.Create(CultureInfo.InvariantCulture, $"talk-{at}")).First(it => written.Shape.ExerciseOf(it) is null);
                if (written.Shape.LessonOf(lesson) is null)
                    return Refusal.Invalid("form.choice", "lesson");
                if (CourseParts.AddExercise(written, source.Language, lesson, key, request.Kind.ToString()) is { } full)
                    return full;
                CourseParts.TextIn(written, source.Language).Exercises[key] = request.Text;
                return null;
            }, db => db.ExerciseSources.Add(new ExerciseSource(course, key, source.Conversation.Id, actor, clock.GetUtcNow())), cancel);
            return outcome.IsRefused(out var stopped, out _) ? stopped : new Made(course, key, source.Language, []);
        }

        // A course of real conversations, with the words that it needs to be published.
        private Task<Outcome<CourseDesk>> BeginAsync(string language, string actor, CancellationToken cancel)
        {
            string Say(string key) => Languages.In(language, () => text[key]);
            var written = new WrittenCourse { Shape = new CourseFile { Place = 90, Minutes = 15, Icon = "chat", Lessons = [new LessonFile { Key = NewLesson }] } };
            written.Texts[language] = new CourseTextFile
            {
                Title = Say("from.course"),
                Summary = Say("from.course.summary"),
                Lessons = { [NewLesson] = new LessonTextFile { Title = Say("from.lesson"), Body = Say("from.lesson.body"), Reflection = Say("from.lesson.reflection") } },
            };
            return writing.PutAsync(NewCourse, written, actor, expected: null, cancel);
        }

        private static IEnumerable<string> WordsOf(ExerciseTextFile text) =>
            ((string?[])[text.Task, text.Situation, text.Customer, text.Given, text.Model]).OfType<string>().Concat(text.Bad).Concat(text.Says).Concat(text.Spoils).Concat(text.Items.SelectMany(it => (string?[])[it.Text, it.Why])).OfType<string>();
    }

    /// <summary>What the exercise begins with: the customer's words, the agent's line, and for a search its sentences with what the coach would mark in them.</summary>
    internal static ExerciseTextFile Begin(Source source, ExerciseKind kind, IReadOnlyList<Message> chosen, IReadOnlyList<Replacement> replacements, string task)
    {
        var customer = Join(MessageKind.Customer);
        var agent = Join(MessageKind.Reply);
        return new ExerciseTextFile
        {
            Task = task,
            Customer = customer.Length > 0 ? customer : null,
            Given = kind is ExerciseKind.Rewrite && agent.Length > 0 ? agent : null,
            Items = kind is ExerciseKind.Find ? [.. Sentences.Split(agent).Select(it => it.Trim()).Where(it => it.Length > 1).Take(CourseChecks.MostItems).Select(Looked)] : [],
        };

        string Join(MessageKind of) => string.Join('\n', chosen.Where(it => it.Kind == of).Select(it => Passage.Apply(it.Text.ReplaceLineEndings("\n"), replacements).Trim()));

        ItemFile Looked(string sentence)
        {
            var finding = Coach.Review(sentence, language: source.Spoken, explainIn: source.Spoken).Findings.FirstOrDefault(it => it.Severity is not Severity.Hint);
            return new ItemFile { Text = sentence, Right = finding is not null, Rule = finding is null || !CourseChecks.IsRule(finding.Rule) ? null : finding.Rule, Why = finding?.Why };
        }
    }

    [GeneratedRegex(@"(?<=[。！？!?])|(?<=\.)\s+|\n+", RegexOptions.CultureInvariant)]
    private static partial Regex Sentences { get; }
}
