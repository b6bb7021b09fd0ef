// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawing.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace demo
{

namespace
{

using Kind = Failures::Kind;

constexpr int parts = 8; // of a workflow
constexpr int samplingPart = 5; // done before sampling
constexpr qint64 mostPixels = 40'000'000;
constexpr auto previewTime = 25ms; // of each step
constexpr auto piece = 6ms; // of drawing, between looks at the clients

QString outOfMemory(const QString &what)
{
    return u"ComfyUI execution error: Allocation on device would exceed allowed memory. %1 (made by the demo "
           "server)\n"_s.arg(what);
}

QString refusedWorkflow()
{
    return u"ComfyUI errored: {\n  \"error\": {\n    \"type\": \"prompt_outputs_failed_validation\",\n    "
           "\"message\": \"Prompt outputs failed validation\",\n    \"details\": \"made by the demo "
           "server\",\n    \"extra_info\": {}\n  },\n  \"node_errors\": {}\n}"_s;
}

const QString wentWrong = u"Something went wrong while generating images."_s;

} // namespace

Drawing::Drawing(ImageTask &task, const Tempo &tempo, DemoBackend::Kind backend)
    : m_task(&task)
    , m_order(task.order())
    , m_seed(task.seed())
    , m_tempo(tempo)
    , m_isWebUi(backend == DemoBackend::Kind::WebUi)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Drawing::work);
    if (const auto step = m_order.failures.value(Kind::StepTime))
        m_tempo.step = std::chrono::milliseconds(*step);
    for (int place = 0; place < m_order.batchSize; ++place)
        m_moods.push_back(Mood::of(m_order.prompt, m_seed + place));
}

void Drawing::start(int firstPart)
{
    if (m_order.model.isEmpty() && !m_isWebUi)
        return finish(u"No model input given. Did your UI load properly?"_s);
    const bool odd = !m_order.model.isEmpty() && !m_order.knownArchitecture;
    if (odd || m_order.badPicture)
        return finish(wentWrong);
    if (m_order.failures.has(Kind::Refuse))
        return finish(m_isWebUi ? wentWrong : refusedWorkflow());
    if (qint64(m_order.size.width()) * m_order.size.height() > mostPixels)
        return finish(
            outOfMemory(u"%1x%2 is too large."_s.arg(m_order.size.width()).arg(m_order.size.height())));
    if (m_order.failures.has(Kind::Hang))
        return;
    m_part = firstPart;
    tell(ComfyWords::queue(0)); // as it is, and as it changed
    tell(ComfyWords::queue(0));
    tell(m_words.started());
    tell(m_words.cached(m_part));
    report(double(m_part) / parts, 0);
    work();
}

void Drawing::work()
{
    if (m_part < samplingPart)
        beginPart();
    else if (m_step < m_order.steps)
        sample();
    else if (m_pieces.isEmpty())
        beginPictures();
    else
        drawPiece();
}

void Drawing::beginPart()
{
    ++m_part;
    tell(m_words.executing(m_part));
    report(double(m_part) / parts, 0);
    const bool samplesNext = m_part == samplingPart && m_order.steps > 0;
    m_timer.start(samplesNext ? m_tempo.step : m_tempo.node);
}

void Drawing::sample()
{
    if (failsHere())
        return finish(m_order.failures.has(Kind::Drop) || m_isWebUi ? wentWrong
                                                                    : outOfMemory(u"Seed %1."_s.arg(m_seed)));
    ++m_step;
    showStep();
    if (m_step < m_order.steps)
        m_timer.start(m_tempo.step);
    else
        work();
}

bool Drawing::failsHere() const
{
    const Failures &failures = m_order.failures;
    const bool fails = failures.has(Kind::BackendError) || failures.has(Kind::Drop)
        || failures.value(Kind::FailSeed) == m_seed;
    return fails && m_step >= m_order.steps / 2;
}

void Drawing::showStep()
{
    const double current = double(m_step) / m_order.steps;
    tell(m_words.step(m_step, m_order.steps, m_part));
    report((samplingPart + current) / parts, current);
    if (m_order.noPreviews || m_task == nullptr || m_isWebUi)
        return;
    QElapsedTimer clock; // large batches go without some of their previews rather than hold everyone up
    clock.start();
    for (int place = 0; place < m_order.batchSize && !clock.hasExpired(previewTime.count()); ++place) {
        const QByteArray preview = previewJpeg(m_moods[size_t(place)], m_order.size, current, m_step);
        tell(m_words.preview(preview, m_part));
        m_task->progressed(place, (samplingPart + current) / (parts - 1), current, preview);
    }
}

void Drawing::beginPictures()
{
    tell(m_words.executing(samplingPart + 1));
    report(double(samplingPart + 1) / parts, 0);
    using Picture = ImageTask::Picture;
    for (int i = 0; i < m_order.failures.value(Kind::Intermediates).value_or(0); ++i)
        m_pieces.append({Picture::Intermediate, i});
    for (int place = 0; place < m_order.batchSize && !m_order.failures.has(Kind::EmptyResult); ++place)
        m_pieces.append({Picture::Real, place});
    for (int i = 0; i < m_order.failures.value(Kind::Extras).value_or(0); ++i)
        m_pieces.append({Picture::Extra, i});
    if (m_pieces.isEmpty())
        return finish(
            u"No images were generated (all refused, or failed - check server logs for details)."_s);
    m_timer.start(m_tempo.node);
}

void Drawing::drawPiece()
{
    const Piece &next = m_pieces[m_piece];
    if (!m_rendering) {
        tell(m_words.executing(samplingPart + 2));
        report(double(samplingPart + 2) / parts, 0);
        m_metadata = m_task != nullptr ? m_task->metadata(next.kind, next.place) : QByteArray();
        const bool unsaved = next.kind == ImageTask::Picture::Intermediate ? m_order.doNotSaveIntermediates
                                                                           : m_order.doNotSave;
        m_rendering = std::make_unique<Rendering>(
            PictureWish{.mood = ImageTask::moodOf(m_order.prompt, m_seed, next.kind, next.place),
                        .size = m_order.size,
                        .format = m_order.format,
                        .metadata = unsaved ? QByteArray() : m_metadata});
    }
    if (!m_rendering->work(piece))
        return m_timer.start(0);
    deliver(m_rendering->take());
    m_rendering.reset();
    if (++m_piece < m_pieces.size()) {
        m_timer.start(0);
        return;
    }
    tell(m_words.succeeded());
    tell(m_words.resting());
    finish({});
}

void Drawing::deliver(const QByteArray &file)
{
    tell(m_words.sending(samplingPart + 2));
    report(1, 1);
    tell(ComfyWords::picture(file));
    if (m_task != nullptr)
        m_task->drawn(m_pieces[m_piece].kind, m_pieces[m_piece].place, file, m_metadata);
}

void Drawing::report(double overall, double current)
{
    if (m_task != nullptr && !m_isWebUi)
        m_task->progressed(0, overall, current, {});
}

void Drawing::tell(const QByteArray &message)
{
    if (m_task != nullptr && m_order.forwardBackendData && !m_isWebUi)
        m_task->backendSaid(message);
}

void Drawing::finish(const QString &error)
{
    m_timer.stop();
    if (!std::exchange(m_over, true))
        Q_EMIT ended(error);
}

} // namespace demo
